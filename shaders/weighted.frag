// Lays the sums of weighted blending over the picture.
in vec2 v_uv;
uniform sampler2D u_sum;
uniform sampler2D u_veil;
out vec4 o_colour;

void main() {
    float veil = texture(u_veil, v_uv).r;
    if (veil <= 0.0) discard;
    vec4 sum = texture(u_sum, v_uv);
    o_colour = vec4(sum.rgb / max(sum.a, 1e-5), 1.0 - exp(-veil));
}
