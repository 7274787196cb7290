// Draws a Frame with OpenGL 3.3 core (the subset that is also GLES 3.0). Knows no anatomy, no content, no session.
#pragma once

#include "core/result.h"
#include "render/packed_level.h"
#include "scene/frame.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dorsum::render {

struct Image {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba; // top row first
};

struct IdImage {
    int width = 0, height = 0;
    std::vector<std::uint32_t> structures; // StructureIndex + 1; 0 nothing; top row first
    std::vector<std::uint32_t> overlays;   // index into Frame::overlays + 1; 0 none; empty where the frame has no overlays
};

// What a quality level switches; compose/app choose the level from the GL renderer's name and measured frame times.
struct Quality {
    int supersample = 1;       // 1 or 2 (2x2)
    int samples = 1;           // 1 or 4: drawn so often, each a part of a pixel aside, and averaged; as smooth as 2x2 in a quarter of its memory
    bool fxaa = false;         // not with samples
    bool ambient_occlusion = false; // half-resolution screen-space, on top of the baked one
    bool contact_shadow = false;    // in the same pass: needs ambient_occlusion
    bool lines = false;             // silhouettes and furrows from the depth, on top of the contour in the shading
    bool outlines = true;
    bool fibre_detail = true;
    bool skip_hidden = false;  // leave out what is known to lie behind opaque structures
    bool weighted_blending = true;  // what is seen through: all of its surfaces; else the nearest alone
    float detail_px = 0;       // > 0: each structure at the coarsest level whose triangles stay narrower than this; 0: all at Frame::lod
    float error_px = 0;        // > 0: what lies further than this from its surface at Frame::lod is drawn one level finer
    bool plain = false;        // every triangle with a Lambert term and nothing else, both sides: the bare driver (dorsum bench --plain)
    bool operator==(const Quality&) const = default;
};

inline constexpr int k_levels = anatomy::k_lod_count + 2; // of detail: the atlas's own, and two far ones made from its coarsest

struct Stats {
    std::size_t triangles = 0;       // drawn in the last frame
    std::size_t draw_calls = 0;
    std::size_t mesh_uploads = 0;    // since start: a curve change must not raise it
    std::size_t mesh_bytes = 0;
    std::size_t scenes_drawn = 0;    // since start: an idle picture must not raise it,
    std::size_t scenes_reused = 0;   // a change of the panels only this
    std::size_t driver_errors = 0;   // since start, that a debug context complained of; 0 where it is none
    std::size_t programs = 0;        // made since start: what the driver had to compile
};

class Renderer {
public:
    // program_cache: a folder for linked programs (gl/program_cache.h); empty: none are kept.
    // Needs a current GL context and its address loader; nullptr where another renderer of this process has loaded the functions and
    // checked the shaders (it may be drawing on another thread meanwhile). Errors: unsupported (no GL 3.3, names what was found), not_found (a
    // shader file), malformed (a shader does not compile: file, line, the driver's words).
    using GlLoader = void (*(*)(const char*))();
    static core::Result<std::unique_ptr<Renderer>> make(GlLoader loader, const std::filesystem::path& shaders,
                                                        const std::filesystem::path& program_cache = {});
    virtual ~Renderer() = default;

    // Uploads one level of detail (0 .. k_levels - 1) of all structures.
    virtual void upload(const anatomy::Atlas& atlas, int lod) = 0;
    // Some structures of a level that another thread packs, before that: upload() takes them as they are and packs the rest.
    virtual void upload_part(const anatomy::Atlas& atlas, int lod, std::vector<PackedPart> parts) = 0;
    virtual bool has_lod(int lod) const = 0;

    // Draws into framebuffer 0 (or the one bound as `framebuffer`) at this size. Background included.
    virtual void draw(const scene::Frame& frame, const Quality& quality, int width, int height, unsigned framebuffer = 0) = 0;
    // Two frames side by side, each in its part of the picture: `left` up to split_x, `right` from there on.
    virtual void draw_pair(const scene::Frame& left, const scene::Frame& right, const Quality& quality, int width, int height, int split_x,
                           unsigned framebuffer = 0) = 0;
    // The same in slices, so that input can come between two of them: true when the picture is complete, present_cached() shows
    // it then. Another frame, quality or size begins anew; draw() gives it up.
    virtual bool refine(const scene::Frame& frame, const Quality& quality, int width, int height) = 0;
    // Presents the last drawn scene again without drawing it (cached texture blit).
    virtual void present_cached(int width, int height, unsigned framebuffer = 0) = 0;
    // The same, but still by `share` (0..1, rising) only in the place of the picture that a completed refine() replaced, so that it does not
    // jump; at 1 or where there is no such picture it is present_cached().
    virtual void present_fading(float share, int width, int height, unsigned framebuffer = 0) = 0;
    // Has the driver make the machine code that a first picture at this quality needs (a software one does that at the first draw):
    // before there is anything to draw, while another thread reads the atlas.
    // `veil`: of what is seen through, the part that lays it over the picture; `picking`: what a click needs; `zones`: tissue that a zone is
    // painted on; `marks`: what is chosen, and what the pointer is over; `signs`: what is drawn on the body, and a picture that fades into
    // another; `bent`: with a bent spine, and what only a second picture needs.
    enum class Warming { solid, veil, seen_through, picking, zones, marks, signs, cut };
    virtual void warm(const Quality& first, Warming part, bool bent = false) = 0;
    // Makes what a first picture at this quality needs besides: the targets of this size, linked programs, the wall (of a frame like `empty`).
    virtual void prepare(const Quality& first, int width, int height, const scene::Frame& empty = {}) = 0;
    // This driver meets these programs for the first time: nothing of them is in any cache yet.
    virtual bool new_to_driver() const = 0;
    // Makes the next of the programs that a first turn of the body, a click or a bent spine will need, so that none of them
    // stutters; false when there is none left. For a graphics card: a software driver links in no time and compiles when it draws (see warm).
    virtual bool warm_next() = 0;
    // Until it is known what skip_hidden leaves out of the last frame (tests, benchmarks).
    virtual void wait_for_hidden() = 0;

    // Draws offscreen and reads back.
    virtual Image draw_to_image(const scene::Frame& frame, const Quality& quality, int width, int height) = 0;
    virtual IdImage draw_ids(const scene::Frame& frame, int width, int height) = 0;
    // Ids of the square of `side` pixels centred on (x, y) (top-left origin), scissored: cheap.
    virtual std::vector<std::uint32_t> pick_square(const scene::Frame& frame, int width, int height, int x, int y, int side) = 0;
    // Depth under a pixel as world position, where something was drawn (zoom to pointer, double-click focus).
    virtual bool world_at(const scene::Frame& frame, int width, int height, int x, int y, glm::vec3& world_mm) = 0;

    virtual const Stats& stats() const = 0;
    virtual std::string renderer_name() const = 0; // GL_RENDERER
    virtual bool software() const = 0;             // llvmpipe, softpipe, SwiftShader, Basic Render
};

} // namespace dorsum::render
