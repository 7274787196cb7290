#include "render/renderer.h"

#include "render/cap_look.h"
#include "render/cap_pass.h"
#include "render/frame_blocks.h"
#include "render/gl/api.h"
#include "render/gl/capabilities.h"
#include "render/gl/complaints.h"
#include "render/gl/pace.h"
#include "render/gl/state.h"
#include "render/hidden_layers.h"
#include "render/id_pass.h"
#include "render/outline_pass.h"
#include "render/plain_pass.h"
#include "render/post_pass.h"
#include "render/strand_texture.h"
#include "render/surface_pass.h"
#include "render/warming_frame.h"
#include "render/weighted_pass.h"

#include <algorithm>
#include <glm/gtc/matrix_transform.hpp>
#include <limits>
#include <optional>
#include <utility>

namespace dorsum::render {
namespace {

std::vector<Solid> solids_of(const anatomy::Atlas& atlas) {
    std::vector<Solid> solids;
    for (const anatomy::Structure& s : atlas.structures) {
        const geometry::Mesh& mesh = anatomy::mesh_at(s, anatomy::k_lod_count - 1);
        solids.push_back({mesh.positions, mesh.indices});
    }
    return solids;
}

constexpr std::size_t k_turn_triangles = 60'000; // between two looks at the input: some 20 ms in software
constexpr std::size_t k_all = std::numeric_limits<std::size_t>::max();

// Where in a pixel its samples lie, in pixels from the middle: one in each quarter of its breadth and of its height.
constexpr std::array k_sample_places{glm::vec2(-0.125f, -0.375f), glm::vec2(0.375f, -0.125f), glm::vec2(-0.375f, 0.125f), glm::vec2(0.125f, 0.375f)};

class GlRenderer final : public Renderer {
public:
    GlRenderer(gl::Complaints complaints, gl::Capabilities capabilities, Programs programs)
        : complaints_(std::move(complaints)), capabilities_(std::move(capabilities)), programs_(std::move(programs)), blocks_(FrameBlocks::make()),
          overlays_(OverlayStore::make()), caps_(CapStore::make()), post_(PostPass::make()) {}

    void upload_part(const anatomy::Atlas& atlas, int lod, std::vector<PackedPart> parts) override { meshes_.upload_part(atlas, lod, std::move(parts)); }
    void upload(const anatomy::Atlas& atlas, int lod) override {
        meshes_.upload(atlas, lod);
        if (lod == anatomy::k_lod_count - 1) hidden_.set_solids(solids_of(atlas));
        count_meshes();
    }
    bool has_lod(int lod) const override { return meshes_.has(lod); }

    void draw(const scene::Frame& frame, const Quality& quality, int width, int height, unsigned framebuffer) override {
        if (width <= 0 || height <= 0) return;
        draw_scene(frame, quality, width, height);
        present(width, height, framebuffer);
    }

    void draw_pair(const scene::Frame& left, const scene::Frame& right, const Quality& quality, int width, int height, int split_x,
                   unsigned framebuffer) override {
        if (width <= 0 || height <= 0) return;
        split_x = std::clamp(split_x, 0, width);
        constexpr std::array formats{gl::Format::rgba8};
        gl::ensure(pair_, {width, height, formats, false});
        draw_scene(left, quality, width, height);
        gl::blit_part(*presented_, pair_, {0, 0, split_x, height});
        draw_scene(right, quality, width, height);
        gl::blit_part(*presented_, pair_, {split_x, 0, width - split_x, height});
        presented_ = &pair_;
        present(width, height, framebuffer);
    }

    bool refine(const scene::Frame& frame, const Quality& quality, int width, int height) override {
        if (width <= 0 || height <= 0) return true;
        if (!refining_ || refining_->picture.width != width || refining_->picture.height != height ||
            !(refining_->picture.quality == quality) || !(refining_->frame == frame))
            refining_ = Refining{frame, {quality, width, height}};
        // Several of the driver's slices, or one of the passes that follow.
        refining_->picture.listed = false; // since the last turn meshes may have come
        const std::size_t begin = refining_->picture.next == 0 ? 0 : stats_.triangles;
        for (std::size_t drawn = 0; drawn < k_turn_triangles;) {
            const gl::Target* const before = presented_;
            gl::Target& scene = refined_scene();
            if (advance_samples(refining_->frame, refining_->picture, scene, k_slice_triangles)) {
                replaced_ = before != presented_ && before != &scene ? before : nullptr;
                faded_ = 0;
                pace_.forget();
                refining_.reset();
                if (capabilities_.software) let_go_at_rest(scene);
                return true;
            }
            drawn = stats_.triangles - begin;
            if (refining_->picture.next == 0 || refining_->picture.next >= list_.opaque.size()) break; // each of the passes that follow has a turn of its own
            if (capabilities_.software) pace_.wait_for_last();
        }
        glFinish();
        pace_.forget();
        return false;
    }

    void present_cached(int width, int height, unsigned framebuffer) override {
        if (width <= 0 || height <= 0 || presented_ == nullptr) return;
        ++stats_.scenes_reused;
        present(width, height, framebuffer);
    }
    void present_fading(float share, int width, int height, unsigned framebuffer) override {
        if (share >= 1) replaced_ = nullptr;
        if (replaced_ == nullptr || presented_ == nullptr || width <= 0 || height <= 0) return present_cached(width, height, framebuffer);
        if (share > faded_) { // into the old picture, which nobody needs any more
            gl::reset_state(capabilities_.workarounds);
            post_.fade(programs_, *presented_, *replaced_, (share - faded_) / (1 - faded_));
            faded_ = share;
        }
        const auto* const whole = std::exchange(presented_, replaced_);
        present_cached(width, height, framebuffer);
        presented_ = whole;
    }
    void wait_for_hidden() override { hidden_.wait(); }
    void warm(const Quality& first, Warming part, bool bent = false) override;
    void prepare(const Quality& first, int width, int height, const scene::Frame& empty) override;
    bool new_to_driver() const override { return programs_.new_to_driver(); }
    bool warm_next() override;

    void present(int width, int height, unsigned framebuffer) {
        gl::reset_state(capabilities_.workarounds);
        gl::blit_colour(*presented_, framebuffer, width, height);
        gl::release_state(framebuffer, width, height);
    }

    Image draw_to_image(const scene::Frame& frame, const Quality& quality, int width, int height) override {
        if (width <= 0 || height <= 0) return {};
        draw_scene(frame, quality, width, height);
        glBindFramebuffer(GL_FRAMEBUFFER, presented_->framebuffer.id());
        Image image{width, height, gl::read_rgba({0, 0, width, height})};
        for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255; // blending leaves less; a picture is whole
        gl::release_state(0, width, height);
        return image;
    }

    IdImage draw_ids(const scene::Frame& frame, int width, int height) override {
        if (width <= 0 || height <= 0) return {};
        IdPixels pixels = draw_id_area(frame, width, height, {0, 0, width, height}, IdChannel::overlays);
        return {width, height, std::move(pixels.structures), std::move(pixels.overlays)};
    }

    std::vector<std::uint32_t> pick_square(const scene::Frame& frame, int width, int height, int x, int y,
                                           int side) override;
    bool world_at(const scene::Frame& frame, int width, int height, int x, int y, glm::vec3& world_mm) override;

    const Stats& stats() const override {
        stats_.driver_errors = complaints_.errors();
        stats_.programs = programs_.made();
        return stats_;
    }
    std::string renderer_name() const override { return capabilities_.renderer; }
    bool software() const override { return capabilities_.software; }

private:
    // A picture on its way: how many opaque structures are drawn; beyond them, which of the last steps comes next.
    struct Picture {
        Quality quality;
        int width = 0, height = 0;
        int sample = 0; // of quality.samples
        std::optional<scene::Frame> aside{}; // what that one is drawn from: lives as long as the list of what is drawn, which points into it
        std::size_t next = 0;
        bool listed = false; // what is drawn, since nothing came between its slices
    };
    // Draws about so many triangles, or one of the passes that follow; true when the picture is complete.
    bool advance(const scene::Frame& frame, Picture& picture, gl::Target& scene, std::size_t triangles);
    // The same for each of its samples in turn; until the last is in, what is presented stays as it is.
    bool advance_samples(const scene::Frame& frame, Picture& picture, gl::Target& scene, std::size_t triangles);
    void warm_veil(const Quality& first);
    // Of a picture that is drawn nobody asks for the depth again: those of one size hand theirs on, 8 MB of 1920x1080.
    void ensure_scene(gl::Target& scene, int width, int height) {
        constexpr std::array formats{gl::Format::rgba8};
        gl::ensure(scene, {width, height, formats, false});
        gl::take_depth(scene, scenes_);
    }
    PassContext begin(const scene::Frame& frame, const Quality& quality, const Viewport& viewport, Stats* stats);
    void draw_scene(const scene::Frame& frame, const Quality& quality, int width, int height);
    gl::Target& refined_scene() { return presented_ == &scenes_[2] ? scenes_[1] : scenes_[2]; } // what is shown stays
    void draw_only_into(gl::Target& scene);
    void let_go_at_rest(gl::Target& scene);
    IdPixels draw_id_area(const scene::Frame& frame, int width, int height, const gl::Rect& area, IdChannel second);
    void count_meshes() {
        stats_.mesh_uploads = meshes_.uploads();
        stats_.mesh_bytes = meshes_.bytes();
    }

    gl::Complaints complaints_; // first: hears what the others do when they are taken down
    gl::Capabilities capabilities_;
    Programs programs_;
    FrameBlocks blocks_;
    MeshStore meshes_;
    OverlayStore overlays_;
    CapStore caps_;
    gl::Texture strand_texture_, cap_pattern_;
    PostPass post_;
    WeightedPass weighted_;
    OutlinePass outline_;
    IdPass ids_;
    // By supersampling, and one for refine(): a picture at rest does not cost the moving one its target. Samples are summed in one that
    // is not shown.
    std::array<gl::Target, 3> scenes_;
    struct Refining {
        scene::Frame frame;
        Picture picture;
    };
    std::optional<Refining> refining_;
    gl::Target pair_; // two pictures side by side
    const gl::Target* presented_ = nullptr; // one of scenes_ or of post_'s, or pair_, as last drawn
    const gl::Target* replaced_ = nullptr;  // what refine() put presented_ in the place of, while that still fades in
    float faded_ = 0;                       // so much of it is in there
    mutable Stats stats_; // driver_errors and programs are counted elsewhere
    DrawList list_;
    gl::Pace pace_;
    gl::LetGo let_go_;
    HiddenLayers hidden_;
    std::size_t warmed_ = 0; // of the programs that warm_next() makes
};

void GlRenderer::warm(const Quality& first, Warming part, bool bent) {
    // With meshes and targets of its own: what is on the screen and what is half drawn stay as they are.
    struct {
        MeshStore meshes;
        PostPass post = PostPass::make();
        CapStore caps = CapStore::make();
        WeightedPass weighted;
        OutlinePass outline;
        IdPass ids;
        std::array<gl::Target, 3> scenes;
        std::optional<Refining> refining;
        const gl::Target *presented = nullptr, *replaced = nullptr;
        Stats stats;
    } own;
    own.stats = stats_;
    const auto change = [&] {
        std::swap(own.meshes, meshes_);
        std::swap(own.post, post_);
        std::swap(own.caps, caps_);
        std::swap(own.weighted, weighted_);
        std::swap(own.outline, outline_);
        std::swap(own.ids, ids_);
        std::swap(own.scenes, scenes_);
        std::swap(own.refining, refining_);
        std::swap(own.presented, presented_);
        std::swap(own.replaced, replaced_);
    };
    change();
    using scene::Material;
    auto frame = part == Warming::seen_through ? warming_frame(Material::fascia, 0.8f) : warming_frame(Material::muscle, 1);
    if (bent) frame.palette = {glm::scale(glm::mat4(1), glm::vec3(2))};
    if (part == Warming::zones) frame.items[0].zones = 1, frame.zone_count = 1;
    if (part == Warming::signs) {
        frame.overlays = {warming_sign(), warming_sign()};
        frame.overlays.back().always_visible = false, frame.overlays.back().solid = true; // a hand
    }
    if (part == Warming::veil) warm_veil(first);
    else if (part == Warming::signs) {
        draw_scene(frame, first, k_warming_px, k_warming_px);
        ensure_scene(scenes_[2], k_warming_px, k_warming_px);
        post_.fade(programs_, *presented_, scenes_[2], 0.5f);
        constexpr std::array formats{gl::Format::rgba8};
        gl::Target average; // of samples: without a depth, which is another program to a software driver
        gl::ensure(average, {k_warming_px, k_warming_px, formats, false});
        post_.fade(programs_, *presented_, average, 0.5f);
    } else if (part == Warming::picking) {
        for (const int size : {k_warming_px, k_larger_px}) (void)draw_ids(frame, size, size); // a pick has two channels, a whole picture one
    } else if (part == Warming::marks) { // what is chosen, and what the pointer is over; their mask is cleared in part
        frame.camera.eye_mm.z = 950;
        for (const bool selected : {true, false}) {
            frame.items[0].selected = selected, frame.items[0].hovered = !selected;
            draw_scene(frame, first, k_larger_px, k_larger_px);
        }
    } else if (part == Warming::cut) {
        auto chosen = frame, pointed = frame; // its cut face is outlined too
        chosen.items[0].selected = pointed.items[0].hovered = true;
        for (const auto& whole : {frame, warming_frame(Material::fascia, 0.8f), chosen, pointed}) draw_scene(cut_open(whole), first, k_warming_px, k_warming_px);
        for (const int size : {k_warming_px, k_larger_px}) (void)draw_ids(cut_open(frame), size, size);
    }
    else {
        draw_scene(frame, first, k_warming_px, k_warming_px);
        if (bent) { // from afar: clears a part of its targets, with programs of the driver's own
            frame.camera.eye_mm.z = 950;
            draw_scene(frame, first, k_warming_px, k_warming_px);
        }
    }
    glFinish();
    change();
    stats_ = own.stats;
}

void GlRenderer::warm_veil(const Quality& first) {
    const scene::Frame frame;
    const PassContext context = begin(frame, first, {k_warming_px, k_warming_px, 1}, nullptr);
    gl::Target& scene = scenes_[0];
    ensure_scene(scene, k_warming_px, k_warming_px);
    if (!weighted_.sums(context, scene)) return;
    glEnable(GL_BLEND);
    glEnable(GL_SCISSOR_TEST);
    weighted_.lay_over(context, scene, {0, 0, k_warming_px, k_warming_px}, 0, post_.empty_vertex_array());
}

void GlRenderer::prepare(const Quality& first, int width, int height, const scene::Frame& empty) {
    if (width <= 0 || height <= 0) return;
    const int factor = std::clamp(first.supersample, 1, 2);
    const PassContext context = begin(empty, first, {width * factor, height * factor, static_cast<float>(factor)}, nullptr);
    gl::Target& scene = scenes_[factor > 1 ? 1 : 0];
    ensure_scene(scene, width * factor, height * factor);
    post_.fill_background(context, scene);
    const unsigned grain = first.fibre_detail ? k_grain : k_plain;
    programs_.get(Pass::surface, grain);
    if (first.weighted_blending) programs_.get(Pass::surface, grain | k_weighted);
    if (weighted_.sums(context, scene)) programs_.get(Pass::weighted);
}

bool GlRenderer::warm_next() {
    struct Wanted {
        Pass pass;
        unsigned features;
    };
    constexpr std::array<Wanted, 13> k_wanted{{
        {Pass::id, 0}, {Pass::outline, 0}, {Pass::flat, 0}, {Pass::depth, 0}, {Pass::fxaa, 0}, {Pass::overlay, 0},
        {Pass::surface, k_grain}, {Pass::surface, k_grain | k_zones}, {Pass::surface, k_skinned | k_grain},
        {Pass::surface, k_skinned | k_grain | k_zones}, {Pass::id, k_skinned}, {Pass::flat, k_skinned}, {Pass::depth, k_skinned},
    }};
    if (warmed_ == k_wanted.size()) return false;
    programs_.get(k_wanted[warmed_].pass, k_wanted[warmed_].features);
    return ++warmed_ < k_wanted.size();
}

PassContext GlRenderer::begin(const scene::Frame& frame, const Quality& quality, const Viewport& viewport,
                              Stats* stats) {
    gl::reset_state(capabilities_.workarounds);
    meshes_.follow_overrides(frame.overrides);
    count_meshes();
    blocks_.update(frame, viewport);
    overlays_.update(frame.overlays);
    caps_.update(frame);
    if (quality.fibre_detail && !strand_texture_) strand_texture_ = make_strand_texture(); // not before a picture has grain
    const float aspect = static_cast<float>(viewport.width) / static_cast<float>(viewport.height);
    return {frame,
            quality,
            meshes_,
            overlays_,
            caps_,
            programs_,
            strand_texture_.id(),
            features_of(frame),
            frame.camera.projection(aspect) * frame.camera.view(),
            capabilities_.software,
            stats};
}

void GlRenderer::draw_scene(const scene::Frame& frame, const Quality& quality, int width, int height) {
    gl::Target& scene = scenes_[quality.samples > 1 ? 2 : quality.supersample > 1 ? 1 : 0];
    draw_only_into(scene);
    Picture picture{quality, width, height};
    const std::size_t piece = capabilities_.software ? k_slice_triangles : k_all;
    while (!advance_samples(frame, picture, scene, piece))
        if (capabilities_.software) pace_.wait_for_last();
    pace_.forget();
}

// All that another picture was drawn into: with a software driver that is the process's own memory, at rest four times the window and more.
void GlRenderer::draw_only_into(gl::Target& scene) {
    refining_.reset();
    presented_ = replaced_ = nullptr;
    if (!capabilities_.software) return;
    post_.let_go();
    if (scene.framebuffer) gl::take_depth(scene, scenes_);
    bool gone = false;
    for (gl::Target& other : scenes_)
        if (&other != &scene && other.framebuffer) other = {}, gone = true;
    if (gone) let_go_.run();
}

// The picture at rest stands, and may for a long time. What is shown is mostly a copy of what was drawn into.
void GlRenderer::let_go_at_rest(gl::Target& scene) {
    if (presented_ != &scene) scene = {};
    outline_.let_go();
    weighted_.let_go();
    let_go_.run();
}

bool GlRenderer::advance_samples(const scene::Frame& frame, Picture& picture, gl::Target& scene, std::size_t triangles) {
    if (picture.quality.samples <= 1) return advance(frame, picture, scene, triangles);
    const gl::Target* const shown = presented_;
    if (!picture.aside) {
        picture.aside = frame;
        picture.aside->camera.shift += 2.0f * k_sample_places[static_cast<std::size_t>(picture.sample) % k_sample_places.size()] / glm::vec2(picture.width, picture.height);
    }
    if (!advance(*picture.aside, picture, scene, triangles)) return false;
    const gl::Target& sample = *std::exchange(presented_, shown);
    gl::Target& average = scenes_[shown == &scenes_[0] ? 1 : 0];
    constexpr std::array formats{gl::Format::rgba8};
    gl::ensure(average, {picture.width, picture.height, formats, false});
    gl::reset_state(capabilities_.workarounds);
    post_.fade(programs_, sample, average, 1 / static_cast<float>(picture.sample + 1)); // the first one as a whole
    picture.next = 0;
    picture.listed = false;
    picture.aside.reset();
    if (++picture.sample < picture.quality.samples) return false;
    presented_ = &average;
    return true;
}

bool GlRenderer::advance(const scene::Frame& frame, Picture& picture, gl::Target& scene, std::size_t triangles) {
    const auto& quality = picture.quality;
    const int factor = std::clamp(quality.supersample, 1, 2);
    const int w = picture.width * factor, h = picture.height * factor;
    ensure_scene(scene, w, h);
    if (picture.next == 0) {
        stats_.triangles = stats_.draw_calls = 0;
        ++stats_.scenes_drawn;
        if (capabilities_.software && !quality.weighted_blending) weighted_.let_go(); // of a finer quality: 7 MB of 1920x1080
    }
    const PassContext context = begin(frame, quality, {w, h, static_cast<float>(factor)}, &stats_);
    const bool cut = (context.features & k_clipped) != 0;
    // What the plane goes through is drawn at the frame's own level: the faces of the cut are made from that.
    if (!std::exchange(picture.listed, true)) {
        const bool can_hide = quality.skip_hidden && !quality.plain && !cut && (context.features & k_skinned) == 0;
        const auto* may_show = can_hide ? hidden_.may_show(frame, static_cast<float>(w) / static_cast<float>(h)) : nullptr;
        fill_draw_list(list_, frame, meshes_, context.view_projection,
                       {{}, quality.detail_px, quality.error_px, static_cast<float>(picture.height), may_show, quality.plain, &caps_.open()});
    }
    const DrawList& list = list_;
    if (quality.plain) {
        draw_plain(context, list_, scene);
        presented_ = &scene;
        return true;
    }
    if (picture.next == 0) {
        post_.fill_background(context, scene);
        glBindFramebuffer(GL_FRAMEBUFFER, scene.framebuffer.id());
        glClear(GL_DEPTH_BUFFER_BIT);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, scene.framebuffer.id());
    glViewport(0, 0, w, h);
    if (picture.next < list.opaque.size() || picture.next == 0) {
        if (picture.next == 0) draw_cap_depths(context);
        std::size_t drawn = 0, end = picture.next;
        while (end < list.opaque.size() && drawn < triangles) drawn += list.opaque[end++].range.index_count / 3;
        draw_opaque(context, std::span(list.opaque).subspan(picture.next, end - picture.next));
        picture.next = std::max(end, std::size_t{1}); // 0 is the beginning, even where there is nothing to draw
        return false;
    }
    if (picture.next == std::max(list.opaque.size(), std::size_t{1})) {
        post_.engrave(context, scene);
        ++picture.next;
        return false;
    }
    draw_covered_nerves(context, list.opaque);
    // Hands and signs lie below layers that are ghosts only so that they can be seen: these must not veil them.
    const bool overlays_last = list.blended.empty() || weighted_.sums(context, scene);
    glBindFramebuffer(GL_FRAMEBUFFER, scene.framebuffer.id()); // making the sums' target may have bound another
    if (!overlays_last) draw_overlays(context);
    outline_.draw_mask(context, list, scene);
    weighted_.draw(context, list.blended, scene, post_.empty_vertex_array());
    if (overlays_last) draw_overlays(context);
    if (!caps_.shown().empty()) {
        if (!cap_pattern_) cap_pattern_ = make_cap_pattern(); // not before somebody cuts: the start is short of time
        draw_caps(context, cap_pattern_.id());
    }
    outline_.draw_line(context, scene, post_.empty_vertex_array());
    if (capabilities_.software && quality.samples <= 1 && (quality.fxaa || factor > 1)) { // its copy comes into their place
        post_.before_finish(context, picture.width, picture.height);
        outline_.let_go();
        weighted_.let_go();
        let_go_.run();
    }
    presented_ = &post_.finish(context, scene, picture.width, picture.height);
    return true;
}

IdPixels GlRenderer::draw_id_area(const scene::Frame& frame, int width, int height, const gl::Rect& area,
                                  IdChannel second) {
    const PassContext context = begin(frame, {}, {width, height, 1}, nullptr);
    IdPixels pixels = ids_.draw(context, width, height, area, second);
    gl::release_state(0, width, height);
    return pixels;
}

std::vector<std::uint32_t> GlRenderer::pick_square(const scene::Frame& frame, int width, int height, int x, int y,
                                                   int side) {
    side = std::max(side, 1);
    std::vector<std::uint32_t> square(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0u);
    const int left = x - side / 2, top = y - side / 2; // may reach over the picture's border
    const int x0 = std::max(left, 0), y0 = std::max(top, 0);
    const int x1 = std::min(left + side, width), y1 = std::min(top + side, height);
    if (x0 >= x1 || y0 >= y1) return square;
    const IdPixels pixels = draw_id_area(frame, width, height, {x0, height - y1, x1 - x0, y1 - y0}, IdChannel::depths);
    for (int row = y0; row < y1; ++row)
        for (int column = x0; column < x1; ++column)
            square[static_cast<std::size_t>((row - top) * side + column - left)] =
                pixels.structures[static_cast<std::size_t>((row - y0) * (x1 - x0) + column - x0)];
    return square;
}

bool GlRenderer::world_at(const scene::Frame& frame, int width, int height, int x, int y, glm::vec3& world_mm) {
    if (x < 0 || y < 0 || x >= width || y >= height) return false;
    const IdPixels pixel = draw_id_area(frame, width, height, {x, height - 1 - y, 1, 1}, IdChannel::depths);
    if (pixel.structures[0] == 0) return false;
    const float aspect = static_cast<float>(width) / static_cast<float>(height);
    const glm::vec2 place = (glm::vec2(x, height - 1 - y) + 0.5f) / glm::vec2(width, height);
    const glm::vec4 ndc(place * 2.0f - 1.0f, pixel.depths[0] * 2.0f - 1.0f, 1);
    const glm::vec4 world = glm::inverse(frame.camera.projection(aspect) * frame.camera.view()) * ndc;
    world_mm = glm::vec3(world) / world.w;
    return true;
}

} // namespace

core::Result<std::unique_ptr<Renderer>> Renderer::make(GlLoader loader, const std::filesystem::path& shaders,
                                                        const std::filesystem::path& program_cache) {
    auto capabilities = gl::load(loader);
    if (!capabilities) return capabilities.error();
    // Without a loader: beside another renderer of this process, which has loaded the functions and checked the shaders.
    const bool first = loader != nullptr;
    auto complaints = first ? gl::Complaints::hear(loader) : gl::Complaints{};
    auto programs = Programs::make(shaders, capabilities->dialect, first ? Programs::Check::yes : Programs::Check::no,
                                   first ? gl::ProgramCache::make(loader, *capabilities, program_cache) : gl::ProgramCache{});
    if (!programs) return programs.error();
    return std::unique_ptr<Renderer>(
        std::make_unique<GlRenderer>(std::move(complaints), std::move(capabilities).value(), std::move(programs).value()));
}

} // namespace dorsum::render
