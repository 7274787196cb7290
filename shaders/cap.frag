// A cut face: one flat plane in one light, its tissue told by rim, colour and pattern (numbers: src/render/cap_look.cpp).
#include "frame.glsl"

in vec4 v_cut;
uniform sampler2D u_pattern; // r: walls between bundles, g: the meshwork of spongy bone, b: a tone per bundle
// 0: rim rgb, alpha; 1: inside rgb, light; 2: pattern rgb, strength; 3: tint rgb, amount; 4: weights of r, g, tone by b; dim; 5: tendon rgb, share
uniform vec4 u_cap[6];
out vec4 o_colour;

void main() {
    vec3 inside = u_cap[1].rgb;
#ifdef GRAIN
    vec3 pattern = texture(u_pattern, v_cut.xy).rgb;
    inside = mix(inside, u_cap[2].rgb, dot(pattern.rg, u_cap[4].xy) * u_cap[2].a);
    inside *= 1.0 + u_cap[4].z * (pattern.b - 0.5);
#else
    inside = mix(inside, u_cap[2].rgb, dot(vec2(0.35, 0.5), u_cap[4].xy) * u_cap[2].a);
#endif
    inside = mix(inside, u_cap[5].rgb, smoothstep(0.3, 0.8, v_cut.w) * u_cap[5].a);
    vec3 colour = mix(u_cap[0].rgb, inside, smoothstep(0.25, 1.0, v_cut.z)) * u_cap[1].a;
    colour = mix(colour, u_cap[3].rgb, u_cap[3].a);
    float grey = dot(colour, vec3(0.30, 0.59, 0.11));
    colour = mix(colour, haze.rgb * (0.42 + 0.58 * grey), u_cap[4].w);
    o_colour = vec4(colour, u_cap[0].a);
}
