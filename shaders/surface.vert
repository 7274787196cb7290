// Every structure: posed position, and what the fragment needs to shade it.
#include "vertex.glsl"

invariant gl_Position;
out vec3 v_normal; // seen from the camera
out vec4 v_traits; // occlusion, tendon, course, distance to the clip plane
#ifdef FIBRES
uniform vec2 u_strand_scale; // tiles per strand unit; zw unused
out vec3 v_strand; // xy: place in the strand texture; z: fibrous
#endif
#ifdef ZONES
out vec3 v_rest;
#endif

void main() {
    vec3 position, normal;
    pose_vertex(position, normal);
    gl_Position = view_projection * vec4(position, 1.0);
    v_normal = mat3(view) * normal;
    v_traits = vec4(a_traits.xyz, clip_distance(position));
#ifdef FIBRES
    // A slow drift along the fibre keeps the streaks from running dead straight from end to end.
    v_strand = vec3(a_strand * u_strand_scale.x + vec2(0.0, a_traits.z * u_strand_scale.y), a_traits.w);
#endif
#ifdef ZONES
    v_rest = a_position;
#endif
}
