// Ribbons, arrows, rings and lines, already posed.
#include "frame.glsl"

layout(location = 0) in vec3 a_position;
layout(location = 1) in vec3 a_normal;
layout(location = 2) in vec4 a_colour;
out vec3 v_normal;
out vec4 v_colour;
out float v_clip;

const float k_nearer_mm = 5.0;

void main() {
    gl_Position = view_projection * vec4(a_position, 1.0);
    // Drawn where it lies, but its depth is that of a place a little nearer to the eye: a sign keeps whole where the muscle below
    // swells between its corners, and nothing flickers.
    gl_Position.z = (depth_terms.x / max(gl_Position.w - k_nearer_mm, 1.0) - depth_terms.y) * gl_Position.w;
    v_normal = mat3(view) * a_normal;
    v_colour = a_colour;
    v_clip = dot(clip_plane.xyz, a_position) + clip_plane.w;
}
