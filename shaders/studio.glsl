// The studio: a key light above, before and left of the camera, a cool fill from the right, a soft sky and floor. Everything is
// seen from the camera (x right, y up, z towards the viewer), colours are linear (square of the display value).
struct Look {
    vec3 base;
    vec3 subsurface; // what shines through near the shadow's edge
    float wrap;      // how far light reaches round the edge
    float specular, gloss;
    float rim;       // light that grazes the silhouette
};

const vec3 k_key = vec3(-0.4216, 0.5621, 0.7115);
const vec3 k_key_half = vec3(-0.2279, 0.3038, 0.9251); // between the key light and the viewer
const vec3 k_fill = vec3(0.7845, -0.1046, 0.6113);

vec3 shade(Look look, vec3 n, float occlusion, vec3 up) {
    float key = dot(n, k_key);
    float lit = clamp((key + look.wrap) / (1.0 + look.wrap), 0.0, 1.0);
    float edge = lit * (1.0 - lit) * 4.0;
    float sky = 0.5 + 0.5 * dot(n, up);
    float open = occlusion * occlusion;
    vec3 ambient = mix(vec3(0.115, 0.10, 0.10), vec3(0.33, 0.36, 0.40), sky) * open;
    vec3 light = ambient + vec3(1.16, 1.09, 0.99) * (lit * mix(0.35, 1.0, occlusion)) +
                 vec3(0.13, 0.15, 0.19) * (max(dot(n, k_fill), 0.0) * occlusion);
    vec3 colour = look.base * light + look.subsurface * (edge * occlusion);
    float facing = clamp(n.z, 0.0, 1.0);
    float graze = 1.0 - facing;
    colour += vec3(0.75, 0.85, 1.0) * (look.rim * graze * graze * graze * open);
    float shine = pow(clamp(dot(n, k_key_half), 0.0, 1.0), look.gloss);
    return colour + look.specular * shine * occlusion;
}

// To display values: a soft shoulder, then a square root (close to sRGB and cheap). The window does no conversion of its own.
vec3 encode(vec3 linear) {
    vec3 soft = linear / (linear * 0.36 + 0.82);
    return sqrt(clamp(soft, 0.0, 1.0));
}
