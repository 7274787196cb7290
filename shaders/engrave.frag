// Multiplies into the opaque picture what its depth tells: closed-in places, contact shadows, and fine lines along silhouettes and
// furrows. In the depth buffer a plane stays a plane, so the second difference is 0 on every flat face, however steep; it is large
// where the pixel lies behind its neighbours: at the far side of a silhouette and in a furrow between two bellies.
#include "frame.glsl"

in vec2 v_uv;
uniform sampler2D u_scene; // depth
uniform sampler2D u_light; // r: openness, g: lit by the key light
uniform vec2 u_amounts;    // of occlusion, of contact shadow
out vec4 o_colour;

const vec3 k_ink = vec3(0.20, 0.11, 0.09);
const vec3 k_dusk = vec3(0.60, 0.53, 0.51); // in a contact shadow the cool fill and the sky remain

float depth_at(vec2 offset) { return texture(u_scene, v_uv + offset).r; }

float line_within(float z, vec2 reach) {
    float w = depth_at(vec2(-reach.x, 0.0)), e = depth_at(vec2(reach.x, 0.0));
    float s = depth_at(vec2(0.0, -reach.y)), n = depth_at(vec2(0.0, reach.y));
    float near = min(min(min(w, e), min(s, n)), z);
    float behind = max(2.0 * z - w - e, 2.0 * z - s - n);
    float d = depth_terms.x / (2.0 * near - 1.0 + depth_terms.y);
    float mm = behind * 2.0 * d * d / abs(depth_terms.x), px_mm = 2.0 * depth_terms.w * d * reach.y;
    // A step of a pixel is no line, one of four is; nor is what is finer than the meshes, however near.
    return smoothstep(0.9, 4.0, mm / px_mm) * smoothstep(0.12, 0.5, mm);
}

void main() {
    float z = depth_at(vec2(0.0));
    // Half of the line within half its width and half within the whole: it fades at its outer side instead of making steps.
    // Whole pixels only: between two of them a slope would pass for an edge.
    float wide = max(floor(lines.y * viewport.z + 0.5), 1.0), narrow = max(floor(0.5 * wide + 0.25), 1.0);
    float line = lines.x * (0.5 * line_within(z, wide / viewport.xy) + 0.5 * line_within(z, narrow / viewport.xy));
    vec2 light = z > 0.99999 ? vec2(1.0) : mix(vec2(1.0), texture(u_light, v_uv).rg, u_amounts);
    vec3 colour = light.r + (1.0 - light.r) * vec3(0.16, 0.03, 0.02); // red light lingers in tissue
    colour *= mix(k_dusk, vec3(1.0), light.g);
    o_colour = vec4(colour * mix(vec3(1.0), k_ink, line), 1.0);
}
