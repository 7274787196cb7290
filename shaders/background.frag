// A calm studio wall: lighter behind the subject, darker towards the floor and the corners.
#include "frame.glsl"

in vec2 v_uv;
out vec4 o_colour;

void main() {
    vec2 from_light = (v_uv - vec2(0.5, 0.62)) * vec2(viewport.x / viewport.y, 1.0);
    float glow = exp(-1.6 * dot(from_light, from_light));
    vec3 wall = mix(vec3(0.565, 0.610, 0.655), vec3(0.860, 0.885, 0.905), glow * (0.45 + 0.55 * v_uv.y) + 0.08);
    vec3 colour = mix(wall, vec3(0.055, 0.065, 0.080), viewport.w);
    // A fixed grain of half a step breaks the bands of a slow gradient.
    float grain = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    o_colour = vec4(colour + (grain - 0.5) / 255.0, 1.0);
}
