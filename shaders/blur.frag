// 4x4 box, half a pixel off the middle; the second time u_pixel is negative and takes that back. Removes the turning pattern of
// ambient.frag, which repeats over about that size.
in vec2 v_uv;
uniform sampler2D u_scene;
uniform vec2 u_pixel;
out vec4 o_colour;

void main() {
    vec3 sum = texture(u_scene, v_uv + vec2(-0.5, -0.5) * u_pixel).rgb + texture(u_scene, v_uv + vec2(1.5, -0.5) * u_pixel).rgb +
               texture(u_scene, v_uv + vec2(-0.5, 1.5) * u_pixel).rgb + texture(u_scene, v_uv + vec2(1.5, 1.5) * u_pixel).rgb;
    o_colour = vec4(sum * 0.25, 1.0);
}
