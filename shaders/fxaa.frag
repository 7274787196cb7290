// Compact FXAA: blurs along an edge where the luma of the diagonal neighbours says there is one.
in vec2 v_uv;
uniform sampler2D u_scene;
uniform vec2 u_pixel;
out vec4 o_colour;

float luma(vec3 c) { return dot(c, vec3(0.299, 0.587, 0.114)); }

void main() {
    vec3 centre = texture(u_scene, v_uv).rgb;
    float nw = luma(texture(u_scene, v_uv + vec2(-1.0, 1.0) * u_pixel).rgb);
    float ne = luma(texture(u_scene, v_uv + vec2(1.0, 1.0) * u_pixel).rgb);
    float sw = luma(texture(u_scene, v_uv + vec2(-1.0, -1.0) * u_pixel).rgb);
    float se = luma(texture(u_scene, v_uv + vec2(1.0, -1.0) * u_pixel).rgb);
    float m = luma(centre);
    float low = min(m, min(min(nw, ne), min(sw, se))), high = max(m, max(max(nw, ne), max(sw, se)));
    if (high - low < max(0.03, high * 0.09)) {
        o_colour = vec4(centre, 1.0);
        return;
    }
    vec2 along = vec2((sw + se) - (nw + ne), (nw + sw) - (ne + se));
    float reduce = max((nw + ne + sw + se) * 0.03125, 0.0078125);
    along = clamp(along / (min(abs(along.x), abs(along.y)) + reduce), -8.0, 8.0) * u_pixel;
    vec3 near = 0.5 * (texture(u_scene, v_uv - along / 6.0).rgb + texture(u_scene, v_uv + along / 6.0).rgb);
    vec3 far = 0.5 * near + 0.25 * (texture(u_scene, v_uv - along * 0.5).rgb + texture(u_scene, v_uv + along * 0.5).rgb);
    float l = luma(far);
    o_colour = vec4(l < low || l > high ? near : far, 1.0);
}
