// Line round the selection, from its mask: r selected and visible, g selected anywhere, b hovered and visible. Where something
// covers the selection the line goes on, thinner, paler and dashed.
#include "frame.glsl"

in vec2 v_uv;
uniform sampler2D u_mask;
uniform vec4 u_colour;
out vec4 o_colour;

void main() {
    vec2 one = viewport.z / viewport.xy;
    float wide = 1.6 + 0.8 * viewport.w;
    vec3 centre = texture(u_mask, v_uv).rgb;
    vec3 most = centre, least = centre, sum = vec3(0.0);
    // Eight places on a ring: how much of it lies on the other side gives a smooth line.
    for (int i = 0; i < 8; ++i) {
        float angle = (float(i) + 0.5) * 0.7853982;
        vec3 tap = texture(u_mask, v_uv + vec2(cos(angle), sin(angle)) * wide * one).rgb;
        most = max(most, tap);
        least = min(least, tap);
        sum += tap;
    }
    vec3 edge = smoothstep(0.0, 0.35, abs(sum * 0.125 - centre)) * step(vec3(0.02), most - least);
    vec2 screen = gl_FragCoord.xy / viewport.z;
    float dash = smoothstep(0.42, 0.50, abs(fract((screen.x + screen.y) / 9.0) - 0.5) + 0.22);
    float thin = smoothstep(0.25, 0.75, abs(sum.g * 0.125 - centre.g) * 2.0);
    float hidden = edge.g * (1.0 - edge.r) * (1.0 - max(centre.r, 0.0)) * dash * mix(0.35, 0.75, thin);
    float line = max(edge.r, hidden);
    float hover = edge.b * 0.65 * (1.0 - line);
    float alpha = max(line, hover);
    if (alpha < 0.01) discard;
    o_colour = vec4(mix(u_colour.rgb, vec3(1.0), hover / alpha * 0.8), alpha * u_colour.a);
}
