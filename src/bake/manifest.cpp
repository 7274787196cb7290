#include "bake/manifest.h"

#include "core/check.h"
#include "core/files.h"
#include "core/hash.h"

#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dorsum::bake {
namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

namespace {

constexpr int k_format = 1;

double rounded(float v, double steps) {
    const double r = std::round(static_cast<double>(v) * steps) / steps;
    return r == 0 ? 0 : r; // no "-0.0"
}

json millimetres(glm::vec3 p) { return json::array({rounded(p.x, 1e3), rounded(p.y, 1e3), rounded(p.z, 1e3)}); }
json direction(glm::vec3 d) { return json::array({rounded(d.x, 1e6), rounded(d.y, 1e6), rounded(d.z, 1e6)}); }

json spine_rows(const anatomy::SpineRest& spine) {
    json rows = json::array();
    for (std::size_t i = 0; i < spine.frames.size(); ++i) {
        const auto& frame = spine.frames[i];
        rows.push_back({{"level", anatomy::level_name(anatomy::Level(i))},
                        {"centre_mm", millimetres(frame.centre_mm)},
                        {"left", direction(frame.axes[0])},
                        {"superior", direction(frame.axes[1])},
                        {"anterior", direction(frame.axes[2])}});
    }
    return rows;
}

json body_row(const anatomy::BodyInfo& body) {
    return {{"id", body.id}, {"sex", body.sex}, {"age_years", body.age_years}, {"stature_mm", rounded(body.stature_mm, 1e3)}};
}

// How a vertebra glides on the one below it, at all places of the table: "0", or three whole steps "x,y,z".
json glide_rows(const anatomy::FacetGlide& glide) {
    json rows = json::object();
    for (std::size_t i = 0; i < glide.mm.size(); ++i) {
        std::string steps;
        for (const glm::vec3 mm : glide.mm[i]) {
            const glm::ivec3 step(glm::round(mm / anatomy::FacetGlide::k_step_mm));
            if (!steps.empty()) steps += ' ';
            steps += step == glm::ivec3(0) ? "0" : fmt::format("{},{},{}", step.x, step.y, step.z);
        }
        if (!steps.empty()) rows[anatomy::level_name(anatomy::Level(i))] = steps;
    }
    return rows;
}

json landmark_rows(const std::vector<anatomy::Landmark>& landmarks) {
    json rows = json::array();
    for (const auto& mark : landmarks) {
        json joints = json::object();
        for (std::size_t k = 0; k < mark.skin.joints.size(); ++k)
            if (mark.skin.weights[k] > 0)
                joints[anatomy::joint_name(mark.skin.joints[k])] = rounded(mark.skin.weights[k], 1e6);
        rows.push_back({{"id", mark.id}, {"name_en", mark.name_en}, {"ta2", mark.ta2},
                        {"position_mm", millimetres(mark.position_mm)}, {"joints", joints}});
    }
    return rows;
}

json line_rows(const std::vector<anatomy::CentreLine>& lines) {
    json rows = json::array();
    for (const auto& line : lines) {
        json points = json::array();
        for (const glm::vec3 p : line.points_mm) points.push_back(millimetres(p));
        rows.push_back({{"structure", line.structure_id}, {"points_mm", points}});
    }
    return rows;
}

json structure_rows(const anatomy::Atlas& atlas) {
    json rows = json::array();
    for (const auto& s : atlas.structures)
        rows.push_back({{"id", s.terms.id},
                        {"triangles", {s.lods[0].triangle_count(), s.lods[1].triangle_count(), s.lods[2].triangle_count()}}});
    return rows;
}

} // namespace

std::string manifest_text(const anatomy::Atlas& atlas, const std::string& input_hash, const fs::path& folder) {
    json files = json::array();
    for (const char* name : k_lod_files) {
        const auto bytes = core::read_text_file(folder / name, std::size_t{1} << 30);
        DORSUM_CHECK(bytes); // just written
        files.push_back({{"name", name}, {"bytes", bytes->size()}, {"hash", core::Hash64().text(*bytes).hex()}});
    }
    json triangles = json::array();
    for (std::size_t level = 0; level < anatomy::k_lod_count; ++level) {
        std::size_t sum = 0;
        for (const auto& s : atlas.structures) sum += s.lods[level].triangle_count();
        triangles.push_back(sum);
    }
    json manifest = {{"format", k_format},
                     {"generator", "dorsum bake"},
                     {"name", atlas.name},
                     {"input_hash", input_hash},
                     {"units", "m"},
                     {"files", files},
                     {"triangles", triangles},
                     {"spine", spine_rows(atlas.spine)},
                     {"landmarks", landmark_rows(atlas.landmarks)},
                     {"centre_lines", line_rows(atlas.centre_lines)},
                     {"structures", structure_rows(atlas)}};
    if (atlas.body) manifest["body"] = body_row(*atlas.body);
    if (atlas.facet_glide) manifest["facet_glide"] = glide_rows(*atlas.facet_glide);
    return manifest.dump(1) + "\n";
}

std::optional<std::array<std::size_t, anatomy::k_lod_count>> find_up_to_date(const fs::path& folder, const std::string& input_hash) {
    const auto text = core::read_text_file(folder / "manifest.json");
    if (!text) return {};
    const json manifest = json::parse(*text, nullptr, false);
    if (!manifest.is_object() || manifest.value("format", 0) != k_format) return {};
    const auto hash = manifest.find("input_hash"), files = manifest.find("files"), counts = manifest.find("triangles");
    if (hash == manifest.end() || *hash != input_hash || files == manifest.end() || counts == manifest.end()) return {};
    if (!counts->is_array() || counts->size() != anatomy::k_lod_count) return {};
    try {
        for (const json& file : *files) {
            std::error_code ec;
            if (fs::file_size(folder / file.at("name").get<std::string>(), ec) != file.at("bytes").get<std::uintmax_t>() || ec)
                return {};
        }
        return counts->get<std::array<std::size_t, anatomy::k_lod_count>>();
    } catch (const json::exception&) {
        return {};
    }
}

} // namespace dorsum::bake
