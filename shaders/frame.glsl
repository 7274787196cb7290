// What stays the same for a whole frame (src/render/frame_blocks.cpp fills it).
layout(std140) uniform FrameBlock {
    mat4 view_projection;
    mat4 view;
    vec4 clip_plane;       // keeps dot(n, p) + w >= 0, posed world mm
    vec4 up_and_time;      // xyz: world up as seen from the camera; w: seconds
    vec4 depth_terms;      // xy: view z = x / (2 * depth - 1 + y); zw: half extent of the view at distance 1
    vec4 viewport;         // xy: size in pixels; z: pixels per screen pixel (supersampling); w: 1 high contrast
    vec4 shift;            // xy: where the camera's axis meets the screen (-1..1), beside the middle when panels cover a side;
                           // z: how far the camera's target lies, mm
    vec4 haze;             // rgb: display colour that context recedes into; w: 1 dark theme
    vec4 lines;            // x: strength of silhouette and crease lines; y: their width in screen pixels; zw unused
};
