// Every structure: posed position, and what the fragment needs to shade it.
#include "vertex.glsl"

invariant gl_Position;
out vec3 v_normal; // seen from the camera
out vec4 v_traits; // occlusion, tendon, course (bone: convexity), distance to the clip plane
#ifdef GRAIN
uniform vec2 u_strand_scale; // tiles per strand unit, tiles that the striations drift along the whole fibre
out vec3 v_strand; // xy: place in the strand texture; z: fibrous
out vec3 v_fibre;  // seen from the camera
#endif
#if defined(ZONES) || defined(GRAIN)
out vec3 v_rest;
#endif

void main() {
    vec3 position, normal;
    pose_vertex(position, normal);
    gl_Position = view_projection * vec4(position, 1.0);
    v_normal = mat3(view) * normal;
    v_traits = vec4(a_traits.x * (1.0 - dent_shade), a_traits.yz, clip_distance(position));
#ifdef GRAIN
    // A slow drift along the fibre keeps the streaks from running dead straight from end to end.
    v_strand = vec3(a_strand * u_strand_scale.x + vec2(0.0, a_traits.z * u_strand_scale.y), a_traits.w > 0.0 ? 1.0 : 0.0);
    v_fibre = mat3(view) * fibre_direction();
#endif
#if defined(ZONES) || defined(GRAIN)
    v_rest = a_position;
#endif
}
