#include "anatomy/structure.h"

#include <algorithm>

namespace dorsum::anatomy {

namespace {

template <class E, std::size_t N>
std::optional<E> find_name(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) return std::nullopt;
    return static_cast<E>(at - names.begin());
}

constexpr std::array<std::string_view, 8> k_layer_names{"skin", "superficial", "intermediate", "deep",
                                                        "bone", "disc",        "ligament",     "nerve"};
constexpr std::array<std::string_view, 3> k_side_names{"", "left", "right"};
constexpr std::array<std::string_view, 5> k_system_names{"skeletal", "articular", "muscular", "nervous", "integumentary"};
constexpr std::array<std::string_view, 9> k_tissue_names{"bone",   "cartilage", "disc", "ligament", "muscle",
                                                         "fascia", "nerve",     "cord", "skin"};

} // namespace

std::string_view layer_name(Layer layer) { return k_layer_names[static_cast<std::size_t>(layer)]; }
std::optional<Layer> find_layer(std::string_view name) { return find_name<Layer>(k_layer_names, name); }
std::string_view side_name(Side side) { return k_side_names[static_cast<std::size_t>(side)]; }
std::optional<Side> find_side(std::string_view name) { return find_name<Side>(k_side_names, name); }
std::string_view system_name(System system) { return k_system_names[static_cast<std::size_t>(system)]; }
std::optional<System> find_system(std::string_view name) { return find_name<System>(k_system_names, name); }
std::string_view tissue_name(Tissue tissue) { return k_tissue_names[static_cast<std::size_t>(tissue)]; }
std::optional<Tissue> find_tissue(std::string_view name) { return find_name<Tissue>(k_tissue_names, name); }

Side opposite(Side side) {
    return side == Side::left ? Side::right : side == Side::right ? Side::left : Side::none;
}

const geometry::Mesh& mesh_at(const Structure& structure, int wanted_lod) {
    const int wanted = std::clamp(wanted_lod, 0, k_lod_count - 1);
    for (int distance = 0; distance < k_lod_count; ++distance)
        for (int lod : {wanted - distance, wanted + distance})
            if (lod >= 0 && lod < k_lod_count && !structure.lods[static_cast<std::size_t>(lod)].empty())
                return structure.lods[static_cast<std::size_t>(lod)];
    return structure.lods[0];
}

} // namespace dorsum::anatomy
