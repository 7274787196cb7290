// A cut face, already posed.
#include "frame.glsl"

invariant gl_Position;
layout(location = 0) in vec3 a_position;
layout(location = 1) in vec2 a_grain; // mm across the fibres
layout(location = 2) in vec2 a_depth; // 0 at the rim, 1 inside; 0 belly, 1 tendon
uniform vec2 u_grain_scale; // x: tiles per mm
out vec4 v_cut; // place in the pattern, depth, tendon

void main() {
    gl_Position = view_projection * vec4(a_position, 1.0);
    v_cut = vec4(a_grain * u_grain_scale.x, a_depth);
}
