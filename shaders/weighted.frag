// Lays the sums of weighted blending over the picture.
uniform sampler2D u_sum;
uniform sampler2D u_veil;
uniform int u_first_row; // of the picture, that the sums begin with
out vec4 o_colour;

void main() {
    ivec2 here = ivec2(gl_FragCoord.xy) - ivec2(0, u_first_row);
    float veil = texelFetch(u_veil, here, 0).r;
    if (veil <= 0.0) discard;
    vec4 sum = texelFetch(u_sum, here, 0);
    o_colour = vec4(sum.rgb / max(sum.a, 1e-5), 1.0 - exp(-veil));
}
