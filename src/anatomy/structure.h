// What the atlas is made of: structures with stable ids, standard terms (Terminologia Anatomica 2, FMA) and meshes.
#pragma once

#include "core/index.h"
#include "geometry/mesh.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dorsum::anatomy {

struct StructureTag;
using StructureIndex = core::Index<StructureTag>;

enum class Side { none, left, right }; // always the patient's

// The eight layers that a user peels, outermost first.
enum class Layer { skin, superficial, intermediate, deep, bone, disc, ligament, nerve };
inline constexpr int k_layer_count = 8;
std::string_view layer_name(Layer layer); // "skin", "superficial", ...
std::optional<Layer> find_layer(std::string_view name);
std::string_view side_name(Side side); // "", "left", "right"
std::optional<Side> find_side(std::string_view name);
Side opposite(Side side);

enum class System { skeletal, articular, muscular, nervous, integumentary };
std::string_view system_name(System system);
std::optional<System> find_system(std::string_view name);

// What tissue it is: chooses the material and the way it deforms.
enum class Tissue { bone, cartilage, disc, ligament, muscle, fascia, nerve, cord, skin };
std::string_view tissue_name(Tissue tissue);
std::optional<Tissue> find_tissue(std::string_view name);

// Everything said about a structure in words. From assets/anatomy/structures; the same rows serve every atlas.
struct Terms {
    std::string id; // "vertebra.l4", "muscle.trapezius_descending.left"
    std::string name_en;
    std::string name_la; // Terminologia Anatomica 2
    std::string fma;     // FMA id of this side's concept where known, else the generic one; digits, may be empty
    std::string ta2;     // TA2 number, may be empty
    Side side = Side::none;
    System system = System::skeletal;
    Layer layer = Layer::bone;
    Tissue tissue = Tissue::bone;
    std::string origin, insertion, nerve, action; // plain anatomical English; empty where not applicable
    std::vector<std::string> synonyms;            // plain words, English and Latin, lower case: "lats", "tailbone"
    std::vector<std::string> groups;              // "erector_spinae", "hamstrings", "vertebrae", ... (selectors group:<name>)
    std::string mark;                             // V, M, B, K, S...: how sure we are of attachments, nerve and action
};

inline constexpr int k_lod_count = 3; // 0 finest

struct Structure {
    Terms terms;
    std::array<geometry::Mesh, k_lod_count> lods; // rest pose, mm; a coarser level may be empty: then the next finer one serves
    geometry::Bounds bounds;                      // of lods[0]
    bool proxy = false;                           // simplified shape, labelled "drawn by us"
};

// lods[wanted], or the nearest level that has triangles.
const geometry::Mesh& mesh_at(const Structure& structure, int wanted_lod);

} // namespace dorsum::anatomy
