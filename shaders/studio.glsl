// The studio: a warm key light above, before and left of the camera, a cool fill from the right, a rim from behind, a soft sky and
// floor. Everything is seen from the camera (x right, y up, z towards the viewer); colours are linear.
struct Look {
    vec3 base;
    vec3 subsurface; // what shines through near the shadow's edge
    float wrap;      // how far light reaches round the edge
    float specular;
    float rim;       // light that grazes the silhouette
};

const vec3 k_key = vec3(-0.4216, 0.5621, 0.7115);
const vec3 k_key_half = vec3(-0.2279, 0.3038, 0.9251); // between the key light and the viewer
const vec3 k_fill = vec3(0.7845, -0.1046, 0.6113);

// Highlight of a smooth surface, and of a bundle of fibres: light that meets a fibre leaves it as a cone round its direction
// (Kajiya and Kay), so the highlight runs across the fibres. `lean` tips the fibres out of the surface a little.
float round_shine(vec3 n, float gloss) { return pow(clamp(dot(n, k_key_half), 0.0, 1.0), gloss); }

float fibre_shine(vec3 n, vec3 fibre, float lean, float silk, float gloss) { // silk 0: as on a smooth surface
    float facing = clamp(dot(n, k_key_half), 0.0, 1.0);
    float along = dot(fibre, k_key_half) * inversesqrt(max(dot(fibre, fibre), 1e-4)) + lean;
    float bright = pow(clamp(mix(facing, 1.0 - along * along, silk), 0.0, 1.0), gloss);
    return bright * mix(1.0, facing * facing * facing, silk);
}

vec3 shade(Look look, vec3 n, float occlusion, vec3 up, float shine) {
    float key = dot(n, k_key);
    float lit = clamp((key + look.wrap) / (1.0 + look.wrap), 0.0, 1.0);
    float edge = lit * (1.0 - lit) * 4.0;
    float sky = 0.5 + 0.5 * dot(n, up);
    // A hollow is lit by its own walls too: it darkens less, and warmer, in a bright tissue.
    vec3 open = mix(vec3(occlusion * occlusion), vec3(occlusion), look.base);
    vec3 light = mix(vec3(0.135, 0.115, 0.105), vec3(0.31, 0.335, 0.365), sky) * open +
                 vec3(1.30, 1.22, 1.10) * (lit * mix(0.30, 1.0, occlusion)) +
                 vec3(0.13, 0.155, 0.20) * (max(dot(n, k_fill), 0.0) * occlusion);
    vec3 colour = look.base * light + look.subsurface * (edge * occlusion);
    float graze = 1.0 - clamp(n.z, 0.0, 1.0);
    float from_behind = 0.55 + 0.45 * dot(n, up);
    colour += vec3(0.80, 0.88, 1.0) * (look.rim * graze * graze * graze * from_behind * occlusion);
    return colour + look.specular * shine * occlusion;
}

// To display values: a filmic curve (soft toe, long shoulder) and the sRGB curve in one rational function of the square root.
// It was fitted to srgb(film(x)), film(x) = y (2.30 y + 0.16) / (y (2.22 y + 0.72) + 0.19) with y = 0.86 x; the largest error over
// 0..4 is 2.0 of 255 (tests/render/tone_test.cpp). The window does no conversion of its own.
vec3 encode(vec3 linear) {
    vec3 s = sqrt(max(linear, vec3(0.0)));
    return min(s * (0.40871 + 4.31715 * s) / (1.0 + s * (0.16913 + 4.2333 * s)), vec3(1.0));
}
