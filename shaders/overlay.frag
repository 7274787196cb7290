// Nearly unlit: a sign must keep its colour; a little shading shows its shape. Seen from both sides.
#include "clip.glsl"

in vec3 v_normal;
in vec4 v_colour;
in float v_clip;
uniform float u_alpha;
out vec4 o_colour;

void main() {
    DISCARD_CLIPPED(v_clip);
    float length_squared = dot(v_normal, v_normal);
    float facing = length_squared > 0.0001 ? abs(v_normal.z) * inversesqrt(length_squared) : 1.0;
    o_colour = vec4(v_colour.rgb * (0.72 + 0.28 * facing), v_colour.a * u_alpha);
}
