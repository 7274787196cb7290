// Half resolution. Red: how open the place is (nearby depth standing before points on a spiral round the pixel). Green: whether
// something close by keeps the key light away, so that a layer sets its soft shadow on the layer below.
#include "frame.glsl"

in vec2 v_uv;
uniform sampler2D u_scene; // depth
out vec4 o_colour;

const vec3 k_key = vec3(-0.4216, 0.5621, 0.7115); // shaders/studio.glsl
const float k_radius_mm = 15.0;
const int k_samples = 8;
const float k_reach_mm = 24.0; // of the shadow, and no further than so many pixels, or its steps would show
const float k_reach_px = 44.0;
const float k_thick_mm = 26.0; // what lies further in front than that belongs to something else
const int k_steps = 5;

float distance_at(vec2 uv) { return depth_terms.x / (2.0 * texture(u_scene, uv).r - 1.0 + depth_terms.y); }
vec3 place_at(vec2 uv) {
    float d = distance_at(uv);
    return vec3((uv * 2.0 - 1.0 - shift.xy) * depth_terms.zw * d, -d);
}
vec2 uv_of(vec3 place) { return (place.xy / (-place.z * depth_terms.zw) + shift.xy) * 0.5 + 0.5; }

float openness(vec3 here, vec3 normal, float noise) {
    vec2 reach = k_radius_mm / (-here.z * depth_terms.zw * 2.0);
    float closed = 0.0;
    for (int i = 0; i < k_samples; ++i) {
        float share = (float(i) + 0.5) / float(k_samples), angle = 6.2832 * noise + float(i) * 2.4;
        vec3 to = place_at(v_uv + vec2(cos(angle), sin(angle)) * reach * share) - here;
        float far = dot(to, to);
        closed += max(dot(to, normal) - 0.6, 0.0) / (far + 4.0) * k_radius_mm * step(far, 4.0 * k_radius_mm * k_radius_mm);
    }
    return clamp(1.0 - 0.55 * closed / float(k_samples), 0.35, 1.0);
}

float lit(vec3 here, vec3 normal, float noise) {
    float shadow = 0.0;
    float reach = min(k_reach_mm, k_reach_px * 4.0 * depth_terms.w * -here.z / viewport.y);
    for (int i = 0; i < k_steps; ++i) {
        float share = (float(i) + 0.3 + 0.7 * noise) / float(k_steps);
        vec3 place = here + normal * (0.05 * reach) + k_key * (reach * (share * share + 0.04));
        float before = -place.z - distance_at(uv_of(place));
        shadow = max(shadow, smoothstep(0.015 * reach, 0.1 * reach, before) * step(before, k_thick_mm) * (1.0 - share * share));
    }
    return 1.0 - shadow;
}

void main() {
    vec3 here = place_at(v_uv);
    vec3 normal = normalize(cross(dFdx(here), dFdy(here)) + vec3(0.0, 0.0, 1e-9));
    if (texture(u_scene, v_uv).r > 0.99999) {
        o_colour = vec4(1.0);
        return;
    }
    float noise = fract(52.9829189 * fract(dot(floor(gl_FragCoord.xy), vec2(0.06711056, 0.00583715))));
    o_colour = vec4(openness(here, normal, noise), lit(here, normal, noise), 1.0, 1.0);
}
