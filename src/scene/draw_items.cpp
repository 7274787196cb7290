#include "scene/draw_items.h"

#include "scene/disc_bulge.h"

#include <algorithm>

namespace dorsum::scene {

namespace {

using anatomy::StructureIndex;
using anatomy::Tissue;

constexpr float k_faded_opacity = 0.22f;
constexpr float k_covering_opacity = 0.16f; // what lies over the muscle that a stroke works on
constexpr float k_carrier_opacity = 0.3f;   // what carries a stroke's sign, where its layer is peeled away
constexpr float k_sheath_opacity = 0.3f;    // a sac shows what it holds
constexpr float k_skin_opacity = 0.38f;     // a translucent shell at its fullest
constexpr float k_xray_dim = 0.9f;
constexpr float k_xray_hard_shell = 0.45f; // bone keeps a body within its contour, or the skeleton washes out before a pale ground
constexpr float k_breath_glow = 0.3f;       // the diaphragm while the guide to breathing runs: seen through all that covers it
constexpr float k_glass_opacity = 0.16f;    // bone that would hide what a condition is about
constexpr float k_context_dim = 0.55f;      // what a condition does not involve

Material material_of(Tissue tissue) { return static_cast<Material>(tissue); }
static_assert(static_cast<int>(Material::skin) == static_cast<int>(Tissue::skin));

bool in_group(const anatomy::Terms& terms, std::string_view group) {
    return std::find(terms.groups.begin(), terms.groups.end(), group) != terms.groups.end();
}

bool is_muscle_layer(anatomy::Layer layer) {
    return layer == anatomy::Layer::skin || layer == anatomy::Layer::superficial || layer == anatomy::Layer::intermediate ||
           layer == anatomy::Layer::deep;
}

// Under x-ray soft tissue is a breath, bone a glass body, and nerves stay what they are.
float xray_opacity(Tissue tissue) {
    switch (tissue) {
    case Tissue::skin: return 0.30f;
    case Tissue::muscle: return 0.055f;
    case Tissue::fascia: return 0.05f;
    case Tissue::ligament: return 0.14f;
    case Tissue::bone: return 0.85f;
    case Tissue::cartilage: return 0.6f;
    case Tissue::disc: return 0.7f;
    case Tissue::nerve:
    case Tissue::cord: break;
    }
    return 1;
}

} // namespace

std::vector<DrawItem> draw_items(const ComposeInput& input, const Involvement& involvement, bool context_dimmed,
                                 std::optional<anatomy::Layer> worked) {
    const auto& state = input.state;
    std::vector<DrawItem> items;
    const auto disc = shown_disc(state);
    const bool herniated = disc.stage == "extrusion" || disc.stage == "sequestration";
    const auto kernel = kernel_id(disc);
    for (std::size_t i = 0; i < input.context.atlas.structures.size(); ++i) {
        const StructureIndex index(i);
        const auto& terms = input.context.atlas.structures[i].terms;
        const float layer = state.layer_opacity[static_cast<std::size_t>(terms.layer)];
        // What has come out of a disc is shown with it.
        const bool isolated = state.isolated.count(terms.id) > 0 || (herniated && terms.id == kernel && state.isolated.count(anatomy::disc_id(disc.upper)) > 0);
        if (state.hidden.count(terms.id) || (!state.isolated.empty() && !isolated)) continue;
        if (!isolated && in_group(terms, "variants")) continue; // only in place of what it is a variant of
        const bool breathes = state.breathing.on && !state.before && terms.id == "muscle.diaphragm";
        const bool lit = breathes || involvement.nerves.count(index) > 0;
        DrawItem item;
        item.structure = index;
        item.material = in_group(terms, "nuclei") ? Material::nucleus : material_of(terms.tissue);
        item.opacity = isolated || lit || involvement.shown.count(index) || (terms.tissue == Tissue::skin && involvement.zones.count(index)) ? 1.0f : layer; // an isolated or involved structure shows even if its layer is off
        const bool carries = involvement.carriers.count(index) > 0;
        if (carries) item.opacity = std::max(item.opacity, k_carrier_opacity);
        if (item.opacity <= 0.01f) continue;
        if (state.faded.count(terms.id)) item.opacity *= k_faded_opacity;
        const auto painted = involvement.zones.find(index);
        if (terms.tissue == Tissue::skin) { // what is painted on it is to be seen
            if (painted != involvement.zones.end()) item.opacity = 0.85f;
            else item.opacity *= k_skin_opacity;
        }
        item.thins_out = in_group(terms, "open_border");
        if (terms.tissue == Tissue::fascia) item.opacity *= in_group(terms, "sheaths") ? k_sheath_opacity : 0.8f;
        if (worked && is_muscle_layer(terms.layer) && terms.layer < *worked) item.opacity *= k_covering_opacity;
        item.selected = terms.id == state.selected;
        if (involvement.glass.count(index) && !item.selected && !state.clip) { // a cut opens the view by itself
            item.opacity = std::min(item.opacity, k_glass_opacity);
            item.shell = 1;
        }
        if (state.xray && !item.selected && !lit) {
            item.opacity *= xray_opacity(terms.tissue);
            const bool hard = terms.tissue == Tissue::bone || terms.tissue == Tissue::cartilage || terms.tissue == Tissue::disc;
            item.shell = hard ? k_xray_hard_shell : 1.0f;
            if (is_muscle_layer(terms.layer) || terms.tissue == Tissue::ligament) item.dim = k_xray_dim; // many thin veils would add up to brown
        }
        item.hovered = terms.id == input.hovered;
        item.glow = breathes ? k_breath_glow : lit ? 1.0f : 0.0f;
        if (painted != involvement.zones.end()) item.zones = painted->second;
        if (context_dimmed && !involvement.involved.count(index) && !item.selected) item.dim = std::max(item.dim, k_context_dim);
        item.pickable = item.opacity > (state.xray ? 0.15f : 0.3f); // what is seen through is also clicked through
        items.push_back(item);
    }
    return items;
}

std::array<float, anatomy::k_layer_count> layers_drawn(const std::vector<DrawItem>& items, const anatomy::Atlas& atlas) {
    std::array<float, anatomy::k_layer_count> drawn{};
    for (const auto& item : items) {
        if (item.selected || item.glow > 0) continue; // shown through everything, whatever becomes of its layer
        auto& layer = drawn[static_cast<std::size_t>(atlas.at(item.structure).terms.layer)];
        layer = std::max(layer, item.material == Material::skin ? std::min(1.0f, item.opacity / k_skin_opacity) : item.opacity);
    }
    for (auto& layer : drawn)
        if (layer <= 0) layer = 1;
    return drawn;
}

std::array<LayerParts, anatomy::k_layer_count> layer_parts(const std::vector<DrawItem>& items, const session::SessionState& state, const anatomy::Atlas& atlas) {
    std::array<LayerParts, anatomy::k_layer_count> parts{};
    const auto layer_of = [&](anatomy::StructureIndex structure) { return static_cast<std::size_t>(atlas.at(structure).terms.layer); };
    for (const auto& item : items) {
        const auto layer = layer_of(item.structure);
        if (state.layer_opacity[layer] <= 0 && item.opacity > 0) ++parts[layer].drawn;
    }
    for (const auto& id : state.hidden) {
        const auto structure = atlas.find(id);
        if (!structure.valid()) continue;
        const auto layer = layer_of(structure);
        if (state.layer_opacity[layer] > 0) ++parts[layer].hidden;
    }
    return parts;
}

} // namespace dorsum::scene
