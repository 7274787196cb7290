// A finished picture, laid over another by a share of it.
in vec2 v_uv;
uniform sampler2D u_scene;
uniform float u_share;
out vec4 o_colour;

void main() { o_colour = vec4(texture(u_scene, v_uv).rgb, u_share); }
