#include "import/baked.h"

#include "anatomy/end_plates.h"
#include "anatomy/joining_ligaments.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/parallel.h"
#include "import/glb_file.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace dorsum::import {
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr int k_format = 1;
constexpr float k_mm_per_metre = 1000.0f;
constexpr std::size_t k_piece_bytes = std::size_t{1} << 20;
constexpr const char* k_remedy = "bake the atlas again: dorsum bake";

core::Error damaged(const fs::path& path, std::string message) {
    return {core::ErrorCode::malformed, std::move(message), path.string(), k_remedy};
}

glm::vec3 vec3_of(const json& j) { return {j.at(0).get<float>(), j.at(1).get<float>(), j.at(2).get<float>()}; }

core::Result<json> read_manifest(const fs::path& folder) {
    const fs::path path = folder / "manifest.json";
    auto text = core::read_text_file(path);
    if (!text) return text.error();
    json manifest = json::parse(*text, nullptr, false);
    if (!manifest.is_object()) return damaged(path, "is not valid JSON");
    if (manifest.value("format", 0) != k_format)
        return damaged(path, fmt::format("has format {}; this program reads {}", manifest.value("format", 0), k_format));
    return manifest;
}

// Size and hash as the manifest says: a cut or flipped file is named, not drawn. Read piece by piece: nobody holds a whole level.
core::Status verify(const json& manifest, const std::string& name, const fs::path& path) {
    for (const json& file : manifest.at("files")) {
        if (file.at("name") != name) continue;
        std::ifstream in(path, std::ios::binary);
        if (!in) return core::Error{core::ErrorCode::not_found, "no such file", path.string(), k_remedy};
        std::error_code ec;
        const auto size = static_cast<std::size_t>(fs::file_size(path, ec)), written = file.at("bytes").get<std::size_t>();
        if (ec || written != size) return damaged(path, fmt::format("has {} bytes, {} were written", ec ? 0 : size, written));
        core::Hash64 hash; // as Hash64::text would make it
        hash.value(size);
        std::vector<char> piece(k_piece_bytes);
        for (std::size_t left = size; left > 0;) {
            const std::size_t count = std::min(left, piece.size());
            if (!in.read(piece.data(), static_cast<std::streamsize>(count))) return damaged(path, "could not be read to its end");
            hash.bytes(std::as_bytes(std::span(piece.data(), count)));
            left -= count;
        }
        if (file.at("hash") != hash.hex()) return damaged(path, "differs from what was written: it is damaged");
        return {};
    }
    return damaged(path, "is not in the manifest");
}

// Terms by id, for the structures that the file names.
class TermTable {
public:
    TermTable(const fs::path& assets, core::Diagnostics& diagnostics) : rows_(load_terms(assets, diagnostics)) {
        for (std::size_t i = 0; i < rows_.size(); ++i) by_id_.emplace(rows_[i].id, i);
    }
    const std::vector<anatomy::Terms>& rows() const { return rows_; }
    const anatomy::Terms* find(const std::string& id) const {
        const auto it = by_id_.find(id);
        return it == by_id_.end() ? nullptr : &rows_[it->second];
    }

private:
    std::vector<anatomy::Terms> rows_;
    std::unordered_map<std::string, std::size_t> by_id_;
};

std::optional<anatomy::BodyInfo> body_of(const json& manifest, float wanted_mm) {
    const auto row = manifest.find("body");
    if (row == manifest.end()) return {};
    anatomy::BodyInfo body{row->at("id"), row->at("sex"), row->at("age_years"), 0, row->at("stature_mm")};
    body.stature_mm = wanted_mm > 0 ? wanted_mm : body.own_stature_mm;
    return body;
}

// A taller or shorter body of the same build: all of it alike, about the floor.
float stature_scale(const anatomy::Atlas& atlas) {
    return atlas.body && atlas.body->own_stature_mm > 0 ? atlas.body->stature_mm / atlas.body->own_stature_mm : 1.0f;
}

anatomy::SpineRest spine_of(const json& manifest, float scale) {
    anatomy::SpineRest spine;
    for (const json& row : manifest.at("spine")) {
        const auto level = anatomy::find_level(row.at("level").get<std::string>());
        if (!level) continue;
        spine.frames[level->value] = {scale * vec3_of(row.at("centre_mm")), {vec3_of(row.at("left")), vec3_of(row.at("superior")), vec3_of(row.at("anterior"))}};
        spine.known[level->value] = true;
    }
    return spine;
}

// "0" or three whole steps, for every place of a level's table.
core::Status add_glide(anatomy::FacetGlide& glide, const std::string& level_name, const std::string& steps, float scale) {
    using anatomy::FacetGlide;
    const auto level = anatomy::find_level(level_name);
    if (!level) return {};
    auto& table = glide.mm[level->value];
    std::istringstream in(steps);
    for (std::string place; in >> place;) {
        glm::ivec3 step(0);
        char rest = 0;
        if (place != "0" && std::sscanf(place.c_str(), "%d,%d,%d%c", &step.x, &step.y, &step.z, &rest) != 3)
            return damaged("manifest.json", fmt::format("facet_glide, {}: \"{}\" is not three whole numbers", level_name, place));
        table.push_back(FacetGlide::k_step_mm * scale * glm::vec3(step));
    }
    if (table.size() != FacetGlide::k_places)
        return damaged("manifest.json", fmt::format("facet_glide, {}: has {} places, not {}", level_name, table.size(), FacetGlide::k_places));
    return {};
}

geometry::SkinWeights weights_of(const json& joints) {
    static const auto by_name = [] {
        std::map<std::string, std::uint8_t> names;
        for (int j = 0; j < anatomy::k_joint_count; ++j) names.emplace(anatomy::joint_name(j), static_cast<std::uint8_t>(j));
        return names;
    }();
    geometry::SkinWeights skin;
    skin.weights = {0, 0, 0, 0};
    std::size_t k = 0;
    for (const auto& [name, weight] : joints.items()) {
        if (k == skin.joints.size()) break;
        if (const auto it = by_name.find(name); it != by_name.end()) skin.joints[k] = it->second, skin.weights[k++] = weight.get<float>();
    }
    if (k == 0) skin.weights[0] = 1;
    return skin;
}

void add_landmarks_and_lines(anatomy::Atlas& atlas, const json& manifest) {
    const float scale = stature_scale(atlas);
    for (const json& row : manifest.at("landmarks"))
        atlas.landmarks.push_back({row.at("id"), row.at("name_en"), row.at("ta2"), scale * vec3_of(row.at("position_mm")), weights_of(row.at("joints"))});
    for (const json& row : manifest.at("centre_lines")) {
        anatomy::CentreLine line;
        line.structure_id = row.at("structure");
        const auto index = atlas.find(line.structure_id);
        for (const json& p : row.at("points_mm")) line.points_mm.push_back(scale * vec3_of(p));
        if (!index.valid()) continue;
        for (const glm::vec3 p : line.points_mm)
            line.skin.push_back(anatomy::skin_weights_at(atlas.at(index).terms, atlas.spine, p));
        atlas.centre_lines.push_back(std::move(line));
    }
}

std::string file_of(int lod) { return fmt::format("lod{}.glb", lod); }

bool moves(const geometry::SkinWeights& skin) {
    float sum = 0;
    for (std::size_t k = 0; k < skin.joints.size(); ++k) {
        if (skin.joints[k] >= anatomy::k_joint_count || !(skin.weights[k] >= 0)) return false;
        sum += skin.weights[k];
    }
    return std::abs(sum - 1) < 0.01f;
}

core::Result<geometry::Mesh> skinned_mesh(const OwnGlb& glb, std::size_t part, const anatomy::Terms& terms, const anatomy::Atlas& atlas) {
    auto mesh = glb.mesh(part, k_mm_per_metre * stature_scale(atlas));
    if (!mesh) return mesh;
    if (anatomy::joins_vertebrae(terms.id)) {
        auto skin = glb.skin(part);
        if (!skin) return skin.error();
        if (!std::all_of(skin->begin(), skin->end(), moves)) return core::Error{core::ErrorCode::malformed, "its weights name no joints or do not add up to 1", terms.id, {}};
        mesh->skin = std::move(skin).value();
    }
    // All else is told by its place: sooner done than read, and right for every stature.
    if (mesh->skin.empty()) {
        mesh->skin.reserve(mesh->positions.size());
        for (const glm::vec3 p : mesh->positions) mesh->skin.push_back(anatomy::skin_weights_at(terms, atlas.spine, p));
    }
    return mesh;
}

core::Status add_level(anatomy::Atlas& atlas, const fs::path& folder, const json& manifest, int lod, const TermTable* terms,
                       const ImportOptions& options, core::Diagnostics& diagnostics) {
    const fs::path path = folder / file_of(lod);
    if (const auto status = verify(manifest, file_of(lod), path); !status) return status.error();
    const auto glb = OwnGlb::open(path);
    if (!glb) return damaged(path, "cannot be read: " + glb.error().message);
    std::vector<anatomy::StructureIndex> targets;
    for (std::size_t part = 0; part < glb->size(); ++part) {
        const auto& id = glb->name(part);
        auto index = atlas.find(id);
        if (!index.valid()) {
            anatomy::Structure s;
            if (const auto* row = terms ? terms->find(id) : nullptr) s.terms = *row;
            else {
                s.terms.id = s.terms.name_en = id;
                diagnostics.warning(path.string(), id, "has no row in assets/anatomy/structures: it has no name", "add a row for it");
            }
            index = anatomy::StructureIndex(atlas.structures.size());
            atlas.by_id.emplace(id, index);
            atlas.structures.push_back(std::move(s));
        }
        targets.push_back(index);
    }
    const auto level = static_cast<std::size_t>(lod);
    std::vector<std::string> problems(targets.size());
    core::parallel_for(0, targets.size(), [&](std::size_t part) {
        auto& s = atlas.structures[targets[part].value];
        auto mesh = skinned_mesh(*glb, part, s.terms, atlas);
        if (!mesh) {
            problems[part] = mesh.error().message;
            return;
        }
        s.lods[level] = std::move(mesh).value();
        const bool finest = std::all_of(s.lods.begin(), s.lods.begin() + lod, [](const geometry::Mesh& m) { return m.empty(); });
        if (finest && (terms != nullptr || lod == 0)) s.bounds = geometry::bounds_of(s.lods[level]);
        if (options.each) options.each(targets[part], s);
    });
    for (const auto& problem : problems)
        if (!problem.empty()) return damaged(path, "cannot be read: " + problem);
    return {};
}

} // namespace

core::Result<anatomy::Atlas> load_baked(const fs::path& folder, const ImportOptions& options, core::Diagnostics& diagnostics) {
    const auto manifest = read_manifest(folder);
    if (!manifest) return manifest.error();
    try {
        const TermTable terms(options.assets, diagnostics);
        anatomy::Atlas atlas;
        atlas.name = manifest->at("name");
        atlas.body = body_of(*manifest, options.stature_mm);
        atlas.spine = spine_of(*manifest, stature_scale(atlas));
        if (const auto rows = manifest->find("facet_glide"); rows != manifest->end()) {
            auto glide = std::make_shared<anatomy::FacetGlide>();
            for (const auto& [level, steps] : rows->items())
                if (const auto status = add_glide(*glide, level, steps.get<std::string>(), stature_scale(atlas)); !status) return status.error();
            atlas.facet_glide = std::move(glide);
        }
        for (const int lod : options.lods) {
            if (const auto status = add_level(atlas, folder, *manifest, lod, &terms, options, diagnostics); !status) return status.error();
            if (options.progress) options.progress(static_cast<float>(&lod - options.lods.data() + 1) / static_cast<float>(options.lods.size()));
        }
        for (const auto& s : atlas.structures)
            if (s.terms.tissue != anatomy::Tissue::skin) atlas.bounds.add(s.bounds);
        add_landmarks_and_lines(atlas, *manifest);
        anatomy::add_end_plates(atlas);
        for (const auto& t : terms.rows())
            if (!atlas.find(t.id).valid()) atlas.missing.push_back(t.id);
        return atlas;
    } catch (const json::exception& e) {
        return damaged(folder / "manifest.json", e.what());
    }
}

core::Status load_lod(anatomy::Atlas& atlas, const fs::path& baked_folder, int lod, core::Diagnostics& diagnostics) {
    const auto manifest = read_manifest(baked_folder);
    if (!manifest) return manifest.error();
    try {
        return add_level(atlas, baked_folder, *manifest, lod, nullptr, {}, diagnostics);
    } catch (const json::exception& e) {
        return damaged(baked_folder / "manifest.json", e.what());
    }
}

std::function<std::optional<geometry::Mesh>(anatomy::StructureIndex)> finest_mesh_reader(const anatomy::Atlas& atlas, const fs::path& baked_folder) {
    auto glb = OwnGlb::open(baked_folder / file_of(0));
    if (!glb) return {};
    std::unordered_map<std::string, std::size_t> parts;
    for (std::size_t part = 0; part < glb->size(); ++part) parts.emplace(glb->name(part), part);
    return [&atlas, glb = std::move(glb).value(), parts = std::move(parts)](anatomy::StructureIndex structure) -> std::optional<geometry::Mesh> {
        const auto& terms = atlas.at(structure).terms;
        const auto at = parts.find(terms.id);
        if (at == parts.end()) return {};
        auto mesh = skinned_mesh(glb, at->second, terms, atlas);
        if (!mesh) return {};
        return std::move(mesh).value();
    };
}

} // namespace dorsum::import
