// The bare driver: position and normal, nothing else (dorsum bench --plain).
#include "frame.glsl"

layout(location = 0) in vec3 a_position;
layout(location = 1) in vec4 a_normal;
out vec3 v_normal;

void main() {
    gl_Position = view_projection * vec4(a_position, 1.0);
    v_normal = mat3(view) * a_normal.xyz;
}
