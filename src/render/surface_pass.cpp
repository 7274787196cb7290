#include "render/surface_pass.h"

#include "render/frame_blocks.h"
#include "render/gl/api.h"
#include "render/item_look.h"
#include "render/strand_texture.h"
#include "render/vertex_packing.h"

#include <algorithm>

namespace dorsum::render {
namespace {

constexpr float k_hidden_overlay_alpha = 0.40f; // of an always visible sign behind the body
constexpr float k_hides_alpha = 0.5f; // of a solid overlay: what shows less hides nothing
constexpr float k_any_alpha = 2;
constexpr float k_covered_nerve_alpha = 0.26f;  // of an involved nerve behind what covers it
constexpr float k_strand_drift = 0.35f;         // tiles that the striations drift over the whole fibre

void draw_spans(const PassContext& context, const DrawEntry& entry, std::span<const IndexSpan> spans) {
    glBindVertexArray(entry.range.vertex_array);
    const std::size_t bytes_each = entry.range.index_type == GL_UNSIGNED_SHORT ? sizeof(std::uint16_t) : sizeof(std::uint32_t);
    for (const IndexSpan& span : spans) {
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(span.count), entry.range.index_type, reinterpret_cast<const void*>(span.first * bytes_each));
        if (context.stats == nullptr) continue;
        ++context.stats->draw_calls;
        context.stats->triangles += span.count / 3;
    }
}

void draw_surface_spans(const PassContext& context, const DrawEntry& entry, std::span<const IndexSpan> spans, bool clipped, unsigned more, float alpha) {
    const scene::DrawItem& item = *entry.item;
    ItemLook look = look_of(item, context.frame, context.quality);
    look.values[0].a *= alpha;
    unsigned features = context.features | more;
    if (!clipped) features &= ~static_cast<unsigned>(k_clipped);
    if (context.quality.fibre_detail) features |= k_grain;
    if ((item.zones != 0 && context.frame.zone_count > 0) || item.stretch.painted()) features |= k_zones;
    const gl::Program& program = context.programs.get(Pass::surface, features);
    program.use();
    glUniform4fv(program.uniform("u_look"), static_cast<GLsizei>(look.values.size()), &look.values[0].x);
    glUniform1ui(program.uniform("u_zones"), item.zones);
    if (features & k_zones) {
        const auto stretch = stretch_of(item);
        glUniform4fv(program.uniform("u_stretch"), static_cast<GLsizei>(stretch.size()), &stretch[0].x);
    }
    glUniform2f(program.uniform("u_strand_scale"), 1 / (k_strand_units_per_mm * k_strand_tile_mm), k_strand_drift);
    draw_spans(context, entry, spans);
}

// Where all stays no fragment asks for the plane, and the depth test may come before the shading.
void draw_surface(const PassContext& context, const DrawEntry& entry, unsigned more = k_plain, float alpha = 1) {
    const IndexSpan all{entry.range.first_index, entry.range.index_count};
    const bool straddles = side_of(entry.posed, context.frame.clip_plane) != CutSide::kept;
    if (entry.spans == nullptr) {
        draw_surface_spans(context, entry, {&all, 1}, straddles, more, alpha);
        return;
    }
    const std::span spans(entry.spans, entry.span_count);
    const std::size_t whole = straddles ? entry.whole_spans : spans.size();
    if (whole > 0) draw_surface_spans(context, entry, spans.first(whole), false, more, alpha);
    if (whole < spans.size()) draw_surface_spans(context, entry, spans.subspan(whole), true, more, alpha);
}

void draw_overlay_range(const PassContext& context, const gl::Program& program, const OverlayRange& range,
                        float alpha) {
    glUniform1f(program.uniform("u_alpha"), alpha);
    glUniform3fv(program.uniform("u_fades_along"), 1, &range.fades_along.x);
    context.overlays.draw(range);
    if (context.stats != nullptr) {
        ++context.stats->draw_calls;
        context.stats->triangles += range.index_count / 3;
    }
}

// Bodies of their own: first where each is, then what of it is nearest, so that it is seen through once and not layer by layer. Last where they fade,
// as arms do: that hides nothing, neither of its own nor of another. Far sides too: what fades is open at its end (overlay.frag).
void draw_solid_overlays(const PassContext& context, const gl::Program& program) {
    glDisable(GL_POLYGON_OFFSET_FILL);
    glUniform1f(program.uniform("u_solid"), 1);
    glUniform2f(program.uniform("u_between"), k_hides_alpha, k_any_alpha);
    for (const OverlayRange& range : context.overlays.ranges()) {
        if (!range.solid) continue;
        glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
        draw_overlay_range(context, program, range, 1);
        glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
        draw_overlay_range(context, program, range, 1);
    }
    glUniform2f(program.uniform("u_between"), 0, k_hides_alpha);
    glDepthMask(GL_FALSE);
    for (const OverlayRange& range : context.overlays.ranges())
        if (range.solid) draw_overlay_range(context, program, range, 1);
    glDepthMask(GL_TRUE);
    glUniform1f(program.uniform("u_solid"), 0);
}

} // namespace

unsigned features_of(const scene::Frame& frame) {
    unsigned features = k_plain;
    if (!at_rest(frame.palette)) features |= k_skinned;
    if (!frame.dents.empty()) features |= k_dented;
    if (glm::vec3(frame.clip_plane) != glm::vec3(0)) features |= k_clipped;
    return features;
}

void draw_triangles(const PassContext& context, const DrawEntry& entry) {
    const IndexSpan whole{entry.range.first_index, entry.range.index_count};
    draw_spans(context, entry, entry.spans != nullptr ? std::span(entry.spans, entry.span_count) : std::span(&whole, 1));
}

void draw_opaque(const PassContext& context, std::span<const DrawEntry> entries) {
    glBindTexture(GL_TEXTURE_2D, context.strand_texture);
    for (const DrawEntry& entry : entries) {
        // A mesh with a hole at the cut shows its inside there, flat, so that nobody looks through it.
        const bool open = context.caps.open(entry.item->structure);
        if (open) glDisable(GL_CULL_FACE);
        draw_surface(context, entry);
        if (open) glEnable(GL_CULL_FACE);
    }
}

void draw_surfaces(const PassContext& context, const std::vector<DrawEntry>& entries, unsigned features) {
    glBindTexture(GL_TEXTURE_2D, context.strand_texture);
    for (const DrawEntry& entry : entries) draw_surface(context, entry, features);
}

void draw_covered_nerves(const PassContext& context, const std::vector<DrawEntry>& entries) {
    const auto involved = [](const DrawEntry& entry) { return entry.item->glow > 0; };
    if (std::none_of(entries.begin(), entries.end(), involved)) return;
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    glDepthFunc(GL_GREATER);
    glDepthMask(GL_FALSE);
    for (const DrawEntry& entry : entries)
        if (involved(entry)) draw_surface(context, entry, k_plain, k_covered_nerve_alpha);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LESS);
    glDisable(GL_BLEND);
}

void draw_overlays(const PassContext& context) {
    if (context.overlays.ranges().empty()) return;
    const gl::Program& program = context.programs.get(Pass::overlay, context.features);
    program.use();
    glUniform1f(program.uniform("u_solid"), 0);
    glUniform2f(program.uniform("u_between"), 0, k_any_alpha);
    context.overlays.bind();
    glDisable(GL_CULL_FACE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    glEnable(GL_POLYGON_OFFSET_FILL); // signs lie on the surface that they mark
    glPolygonOffset(-2, -4);
    glDepthFunc(GL_GREATER);
    glDepthMask(GL_FALSE);
    for (const OverlayRange& range : context.overlays.ranges())
        if (range.always_visible) draw_overlay_range(context, program, range, k_hidden_overlay_alpha);
    glDepthFunc(GL_LEQUAL);
    glDepthMask(GL_TRUE);
    for (const OverlayRange& range : context.overlays.ranges())
        if (!range.solid) draw_overlay_range(context, program, range, 1);
    draw_solid_overlays(context, program);
    glDisable(GL_POLYGON_OFFSET_FILL);
    glDisable(GL_BLEND);
    glEnable(GL_CULL_FACE);
    glDepthFunc(GL_LESS);
}

void draw_nearest_blended(const PassContext& context, const std::vector<DrawEntry>& entries) {
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
    context.programs.get(Pass::depth, context.features).use();
    for (const DrawEntry& entry : entries) draw_triangles(context, entry);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glEnable(GL_BLEND);
    glDepthFunc(GL_LEQUAL);
    draw_surfaces(context, entries, k_plain);
    glDisable(GL_BLEND);
    glDepthFunc(GL_LESS);
}

} // namespace dorsum::render
