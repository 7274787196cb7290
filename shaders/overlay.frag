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
uniform vec3 u_fades_along; // of a solid, world; 0: nothing of it fades
uniform vec2 u_between; // what shows less than the first or as much as the second is left out
out vec4 o_colour;

const float k_whole = 0.9; // of a hand that has not begun to fade (k_opacity in src/scene/hand_on_body.cpp)

vec3 in_the_light(vec3 n, float rim) {
    Look look;
    look.base = v_colour.rgb * v_colour.rgb;
    look.subsurface = vec3(0.05, 0.04, 0.035);
    look.wrap = 0.22;
    look.specular = 0.05;
    look.rim = 0.10;
    vec3 colour = encode(shade(look, n, 0.94, up_and_time.xyz, round_shine(n, 18.0)));
    float graze = 1.0 - clamp(n.z, 0.0, 1.0);
    return colour * (1.0 - 0.42 * rim * graze * graze * graze); // a dark rim: fingers stand apart from each other and from the body
}

// An arm that rises towards the eye, a tube that fades from ring to ring, would end in a fork: of a ring one sees the sides farther on than the
// middle. There the sides fade sooner, so that it ends straight across the picture. And where one looks right into it, its far side
// closes it and its end shows faintly.
float shown_of_an_arm(float shown, vec3 along, float facing) {
    const float k_stout = 0.7; // its radius, where the way on which it fades is 1
    if (!gl_FrontFacing) return shown * smoothstep(0.84, 0.96, along.z);
    float slant2 = max(dot(along.xy, along.xy), 0.1), slant = sqrt(slant2);
    float aside = slant - min(facing, slant);
    float farther = k_stout * aside * max(along.z, 0.0) / slant2;
    shown -= farther * min(4.0 * (k_whole - shown), k_whole);
    return max(shown, 0.45 * smoothstep(0.9, 0.99, along.z));
}

void main() {
    DISCARD_CLIPPED(v_clip);
    float length_squared = dot(v_normal, v_normal);
    float facing = length_squared > 0.0001 ? abs(v_normal.z) * inversesqrt(length_squared) : 1.0;
    vec3 along = mat3(view) * u_fades_along;
    float shown = u_solid > 0.5 ? shown_of_an_arm(v_colour.a, along, facing) : v_colour.a;
    float alpha = shown * u_alpha;
    if (alpha < u_between.x || alpha >= u_between.y) discard;
    vec3 colour = v_colour.rgb * (0.72 + 0.28 * facing);
    if (u_solid > 0.5) colour = in_the_light(gl_FrontFacing ? normalize(v_normal) : along, min(v_colour.a / k_whole, 1.0));
    o_colour = vec4(colour, alpha);
}
