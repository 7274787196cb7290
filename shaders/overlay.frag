// Signs are nearly unlit: they must keep their colour; a little shading shows their shape. Seen from both sides. A hand is a body of
// its own and stands in the studio's light.
#include "frame.glsl"
#include "clip.glsl"
#include "studio.glsl"

in vec3 v_normal;
in vec4 v_colour;
in float v_clip;
uniform float u_alpha;
uniform float u_solid;
uniform vec2 u_between; // what shows less than the first or as much as the second is left out
out vec4 o_colour;

vec3 in_the_light(vec3 n) {
    Look look;
    look.base = v_colour.rgb * v_colour.rgb;
    look.subsurface = vec3(0.05, 0.04, 0.035);
    look.wrap = 0.22;
    look.specular = 0.05;
    look.rim = 0.10;
    vec3 colour = encode(shade(look, n, 0.94, up_and_time.xyz, round_shine(n, 18.0)));
    float graze = 1.0 - clamp(n.z, 0.0, 1.0);
    return colour * (1.0 - 0.42 * graze * graze * graze); // a dark rim: fingers stand apart from each other and from the body
}

void main() {
    DISCARD_CLIPPED(v_clip);
    float alpha = v_colour.a * u_alpha;
    if (alpha < u_between.x || alpha >= u_between.y) discard;
    float length_squared = dot(v_normal, v_normal);
    float facing = length_squared > 0.0001 ? abs(v_normal.z) * inversesqrt(length_squared) : 1.0;
    vec3 colour = u_solid > 0.5 ? in_the_light(normalize(v_normal)) : v_colour.rgb * (0.72 + 0.28 * facing);
    o_colour = vec4(colour, alpha);
}
