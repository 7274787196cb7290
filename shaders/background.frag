// A calm studio wall: lighter behind the subject, darker towards the floor and the corners.
#include "frame.glsl"

in vec2 v_uv;
out vec4 o_colour;

void main() {
    vec2 from_light = (v_uv - vec2(0.5, 0.60)) * vec2(viewport.x / viewport.y, 1.0);
    float glow = exp(-1.5 * dot(from_light, from_light)) * (0.55 + 0.45 * v_uv.y);
    vec3 light = mix(vec3(0.640, 0.672, 0.700), vec3(0.915, 0.925, 0.930), glow);
    vec3 dark = mix(vec3(0.060, 0.070, 0.082), vec3(0.205, 0.228, 0.250), glow);
    vec3 colour = mix(mix(light, dark, haze.w), vec3(0.0), viewport.w);
    // A fixed grain of half a step breaks the bands of a slow gradient.
    float grain = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    o_colour = vec4(colour + (grain - 0.5) / 255.0, 1.0);
}
