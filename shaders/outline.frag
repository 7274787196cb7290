// Line round the selection, from its mask: r selected and visible, g selected anywhere, b hovered and visible.
#include "frame.glsl"

in vec2 v_uv;
uniform sampler2D u_mask;
uniform vec4 u_colour;
out vec4 o_colour;

void main() {
    vec2 step_uv = (1.5 + viewport.w) * viewport.z / viewport.xy;
    vec3 centre = texture(u_mask, v_uv).rgb;
    vec3 a = texture(u_mask, v_uv + vec2(step_uv.x, 0.35 * step_uv.y)).rgb;
    vec3 b = texture(u_mask, v_uv + vec2(-0.35 * step_uv.x, step_uv.y)).rgb;
    vec3 c = texture(u_mask, v_uv + vec2(-step_uv.x, -0.35 * step_uv.y)).rgb;
    vec3 d = texture(u_mask, v_uv + vec2(0.35 * step_uv.x, -step_uv.y)).rgb;
    vec3 most = max(max(a, b), max(c, d)), least = min(min(a, b), min(c, d));
    vec3 edge = clamp(max(most, centre) - min(least, centre), 0.0, 1.0);
    float hidden = edge.g * (1.0 - edge.r) * 0.45;
    float line = max(edge.r, hidden);
    float hover = edge.b * 0.6 * (1.0 - line);
    float alpha = max(line, hover);
    if (alpha < 0.01) discard;
    o_colour = vec4(mix(u_colour.rgb, vec3(1.0), hover / alpha * 0.8), alpha * u_colour.a);
}
