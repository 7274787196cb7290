// 4x4 box: removes the turning pattern of ambient.frag, which repeats over about that size.
in vec2 v_uv;
uniform sampler2D u_scene;
uniform vec2 u_pixel;
out vec4 o_colour;

void main() {
    vec3 sum = texture(u_scene, v_uv + vec2(-1.0, -1.0) * u_pixel).rgb + texture(u_scene, v_uv + vec2(1.0, -1.0) * u_pixel).rgb +
               texture(u_scene, v_uv + vec2(-1.0, 1.0) * u_pixel).rgb + texture(u_scene, v_uv + vec2(1.0, 1.0) * u_pixel).rgb;
    o_colour = vec4(sum * 0.25, 1.0);
}
