#include "scene/stroke_record.h"

#include "geometry/skinning.h"
#include "scene/stroke_laying.h"

#include <algorithm>
#include <cmath>

namespace dorsum::scene {

namespace {

// The edge of what bears on the body, row by row; and which way the hands go there.
void add_rows(StrokeRecord& record, const LaidStroke& stroke, const content::Technique& technique, std::span<const glm::mat4> palette) {
    const PosedStrip strip(stroke.strip, palette);
    const auto middle = strip.middle_line();
    const auto last = middle.size() - 1;
    for (std::size_t r = 0; r <= last; ++r) {
        const float along_mm = strip.length_mm() * static_cast<float>(r) / static_cast<float>(last);
        record.rims_mm[0].push_back(strip.at(along_mm, -technique.bearing_mm(), 0).position_mm);
        record.rims_mm[1].push_back(strip.at(along_mm, technique.bearing_mm(), 0).position_mm);
        const auto normal = middle[r].normal;
        auto along = middle[std::min(r + 1, last)].position_mm - middle[r ? r - 1 : 0].position_mm;
        along = glm::normalize(along - glm::dot(along, normal) * normal);
        if (technique.fibre != content::FibreRule::across) {
            record.way.push_back(along);
            continue;
        }
        const float turn = strip.cross_turn_rad(along_mm);
        record.way.push_back(std::cos(turn) * glm::normalize(glm::cross(along, normal)) - std::sin(turn) * along);
    }
}

} // namespace

std::vector<NamedPlace> named_places(const std::vector<std::string>& path, anatomy::Side side, const session::SessionState& state,
                                     const session::Context& context, std::span<const glm::mat4> palette) {
    std::vector<NamedPlace> places;
    const auto curve = shown_curve(state);
    for (const auto& words : path) {
        auto expression = content::expand(words, side, curve);
        if (const auto point = content::resolve_point(context.atlas, expression))
            places.push_back({std::move(expression), geometry::skin_point(point->position_mm, point->skin, palette)});
    }
    return places;
}

std::vector<StrokeRecord> stroke_records(const content::StrokeStep& step, const session::SessionState& state, const session::Context& context,
                                         ComposeCache& cache) {
    std::vector<StrokeRecord> out;
    const auto* technique = context.catalog.find_technique(step.technique);
    const auto palette = shown_palette(state, context);
    auto paths = stroke_paths(step, state, context, cache);
    const auto laid = lay_strokes(step, state, context, cache); // in the same order
    for (std::size_t i = 0; i < paths.size(); ++i) {
        StrokeRecord record;
        record.path = std::move(paths[i]);
        record.number = laid[i].path;
        record.on_skin = skin_is_shown(state);
        record.worked_from = laid[i].layer;
        for (auto target : targets_of(step, laid[i].side, shown_curve(state), context.atlas)) record.targets.push_back(context.atlas.at(target).terms.id);
        record.places = named_places(step.paths[laid[i].path], laid[i].side, state, context, palette);
        add_rows(record, laid[i], *technique, palette);
        out.push_back(std::move(record));
    }
    return out;
}

} // namespace dorsum::scene
