#include "scene/involvement.h"

#include "scene/compose.h"
#include "scene/disc_bulge.h"
#include "scene/lay_strip.h"

#include <fmt/format.h>

namespace dorsum::scene {

namespace {

using anatomy::Side;
using anatomy::StructureIndex;

void add_selected(std::set<StructureIndex>& to, const anatomy::Atlas& atlas, const std::string& selector) {
    if (const auto selection = anatomy::resolve(atlas, selector)) to.insert(selection->structures.begin(), selection->structures.end());
}

// A band lies along the fibres about its place, half of its length to either side: a finger feels several bundles at once, and of two slips
// that cross there either may be the nearer one.
std::vector<glm::vec3> along_fibres(glm::vec3 place, float length_mm, std::span<const StructureIndex> structures, ComposeCache& cache) {
    constexpr float finger_mm = 15;
    float nearest = 1e30f;
    glm::vec3 fibre(0, 1, 0), about(0);
    for (const auto structure : structures) {
        const auto& mesh = *cache.surface(structure).mesh;
        if (mesh.fibres.size() != mesh.positions.size()) continue;
        for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
            if (glm::length(mesh.fibres[i]) < 0.5f) continue;
            const auto way = glm::normalize(mesh.fibres[i]);
            const float d = glm::distance(mesh.positions[i], place);
            if (d < nearest) nearest = d, fibre = way;
            if (d < finger_mm) about += (1 - d / finger_mm) * (way.y < 0 ? -way : way); // a muscle of the back runs up or down
        }
    }
    if (glm::length(about) > 0) fibre = glm::normalize(about);
    return {on_surface(place - 0.5f * length_mm * fibre, structures, cache, true), on_surface(place + 0.5f * length_mm * fibre, structures, cache, true)};
}

// A zone's ends on the surface of what it is painted on: landmarks are points of bones, some centimetres below a muscle's surface.
const std::vector<glm::vec3>& zone_points(const content::TensionZone& zone, Side side, const anatomy::SpineCurve& curve,
                                          std::span<const StructureIndex> structures, ComposeCache& cache) {
    auto key = fmt::format("{}/{}/{}", content::expand(zone.selector, side, curve), anatomy::side_name(side), zone.length_mm);
    for (const auto& expression : zone.along) key += "/" + content::expand(expression, side, curve);
    auto [at, fresh] = cache.zone_points.try_emplace(key);
    if (fresh)
        for (const auto& expression : zone.along)
            if (const auto point = content::resolve_point(cache.atlas(), content::expand(expression, side, curve)))
                at->second.push_back(on_surface(point->position_mm, structures, cache, true));
    if (fresh && zone.length_mm > 0 && !at->second.empty()) at->second = along_fibres(at->second.front(), zone.length_mm, structures, cache);
    return at->second;
}

ZonePaint paint_of(const std::string& kind) {
    static const std::map<std::string, ZonePaint> paints{{"band", ZonePaint::band}, {"guarding", ZonePaint::guarding},
                                                         {"referral", ZonePaint::referral}, {"skin_l4", ZonePaint::skin_l4},
                                                         {"skin_l5", ZonePaint::skin_l5}, {"skin_s1", ZonePaint::skin_s1}};
    const auto found = paints.find(kind);
    return found == paints.end() ? ZonePaint::tension : found->second;
}

// Layers of paint that a switch shows or hides.
bool shown_kind(const content::TensionZone& zone, const session::SessionState& state) {
    if (zone.kind == "referral") return state.referral;
    if (zone.kind == "guarding") return state.guarding && state.onset != "later";
    if (!zone.kind.starts_with("skin_")) return !state.fibre_length;
    return state.skin_zones && (state.root == "all" || zone.kind.substr(5) == state.root);
}

// The other parts of the same muscle ("muscle.trapezius_transverse" beside "muscle.trapezius_descending"), of its side: paint runs on
// across the border between two parts, which no hand can feel.
std::set<StructureIndex> other_parts(std::span<const StructureIndex> of, const anatomy::Atlas& atlas) {
    std::set<StructureIndex> parts;
    for (const auto structure : of) {
        const auto& terms = atlas.at(structure).terms;
        for (const auto& group : terms.groups) {
            if (!terms.id.starts_with("muscle." + group + "_")) continue;
            const auto all = anatomy::resolve(atlas, "group:" + group);
            for (const auto part : all ? all->structures : std::vector<StructureIndex>{})
                if (atlas.at(part).terms.side == terms.side) parts.insert(part);
        }
    }
    return parts;
}

// Whether paint about a line comes to this structure: its box tells quickly that most are too far, its surface tells the rest.
bool reaches(StructureIndex structure, glm::vec3 from, glm::vec3 to, float radius_mm, ComposeCache& cache) {
    const auto& box = cache.atlas().at(structure).bounds;
    for (const float t : {0.0f, 0.25f, 0.5f, 0.75f, 1.0f}) {
        const auto p = glm::mix(from, to, t);
        if (glm::distance(p, glm::clamp(p, box.min, box.max)) < radius_mm && cache.surface(structure).tree.nearest(p, radius_mm)) return true;
    }
    return false;
}

void add_zone(Frame& frame, Involvement& to, const content::TensionZone& zone, Side side, const anatomy::SpineCurve& curve,
              ComposeCache& cache) {
    if (frame.zone_count >= k_max_zones) return;
    const auto& atlas = cache.atlas();
    const auto selection = anatomy::resolve(atlas, content::expand(zone.selector, side, curve));
    if (!selection) return;
    std::vector<StructureIndex> structures;
    for (auto structure : selection->structures) {
        const auto its_side = atlas.at(structure).terms.side;
        if (side == Side::none || its_side == Side::none || its_side == side) structures.push_back(structure);
    }
    const auto& points = zone_points(zone, side, curve, structures, cache);
    if (points.empty() || structures.empty()) return;
    const auto bit = static_cast<std::uint32_t>(frame.zone_count);
    for (auto structure : structures) {
        to.zones[structure] |= 1u << bit;
        to.involved.insert(structure);
        if (zone.kind == "referral") to.shown.insert(structure);
    }
    for (const auto part : other_parts(structures, atlas))
        if (reaches(part, points.front(), points.back(), zone.radius_mm, cache)) to.zones[part] |= 1u << bit;
    frame.zones[bit] = {points.front(), points.back(), zone.radius_mm, static_cast<float>(zone.grade), paint_of(zone.kind)};
    ++frame.zone_count;
}

} // namespace

Involvement involve(Frame& frame, const content::Condition& condition, const session::SessionState& state,
                    const session::Context& context, ComposeCache& cache) {
    Involvement out;
    const auto curve = shown_curve(state);
    for (const auto& selector : condition.structures)
        add_selected(out.involved, context.atlas, content::expand(selector, state.symptomatic, curve));
    if (condition.disc && shown_disc(state).stage != "none")
        for (const auto& selector : condition.see_through)
            add_selected(out.glass, context.atlas, content::expand(content::expand_disc(selector, state.disc.upper), state.symptomatic, curve));
    for (const auto& selector : condition.nerves) {
        const auto id = content::expand(selector, state.symptomatic, curve);
        const bool other_root = id.starts_with("nerve.root_") && state.root != "all" && !id.starts_with("nerve.root_" + state.root);
        if (!other_root) add_selected(out.nerves, context.atlas, id);
    }
    for (const auto& zone : condition.zones)
        if (shown_kind(zone, state))
            for (Side side : content::sides_of(zone.side, state.symptomatic, curve))
                add_zone(frame, out, zone, side, curve, cache);
    const auto disc = shown_disc(state);
    if (disc.stage != "none") {
        add_selected(out.involved, context.atlas, anatomy::disc_id(disc.upper));
        add_selected(out.involved, context.atlas, kernel_id(disc));
        if (disc.stage != "bulge") // a broad bulge need not touch any root
            for (const auto& root : content::roots_met(context.catalog, disc.upper, disc.side, disc.zone))
                add_selected(out.nerves, context.atlas, root);
    }
    out.involved.insert(out.nerves.begin(), out.nerves.end());
    return out;
}

} // namespace dorsum::scene
