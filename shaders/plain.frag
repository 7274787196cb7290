// One Lambert term from the camera, both sides alike: the same pixels as tests/perf/bound.cpp.
in vec3 v_normal;
out vec4 o_colour;

void main() { o_colour = vec4(vec3(0.85, 0.80, 0.72) * (0.15 + 0.85 * abs(normalize(v_normal).z)), 1.0); }
