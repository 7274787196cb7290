// Screen-space ambient occlusion at half resolution: how much nearby depth stands before a few points on a spiral round the pixel.
#include "frame.glsl"

in vec2 v_uv;
uniform sampler2D u_depth;
out vec4 o_colour;

const float k_radius_mm = 14.0;
const int k_samples = 8;

float distance_at(vec2 uv) { return depth_terms.x / (2.0 * texture(u_depth, uv).r - 1.0 + depth_terms.y); }
vec3 place_at(vec2 uv) {
    float d = distance_at(uv);
    return vec3((uv * 2.0 - 1.0 - shift.xy) * depth_terms.zw * d, -d);
}

void main() {
    vec3 here = place_at(v_uv);
    vec3 normal = normalize(cross(dFdx(here), dFdy(here)) + vec3(0.0, 0.0, 1e-9));
    if (texture(u_depth, v_uv).r > 0.99999) {
        o_colour = vec4(1.0);
        return;
    }

    vec2 reach = k_radius_mm / (-here.z * depth_terms.zw * 2.0);
    float turn = 6.2832 * fract(52.9829189 * fract(dot(floor(gl_FragCoord.xy), vec2(0.06711056, 0.00583715))));
    float closed = 0.0;
    for (int i = 0; i < k_samples; ++i) {
        float share = (float(i) + 0.5) / float(k_samples), angle = turn + float(i) * 2.4;
        vec3 to = place_at(v_uv + vec2(cos(angle), sin(angle)) * reach * share) - here;
        float far = dot(to, to);
        closed += max(dot(to, normal) - 0.6, 0.0) / (far + 4.0) * k_radius_mm * step(far, 4.0 * k_radius_mm * k_radius_mm);
    }
    o_colour = vec4(vec3(clamp(1.0 - 0.55 * closed / float(k_samples), 0.35, 1.0)), 1.0);
}
