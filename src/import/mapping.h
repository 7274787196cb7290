// Mapping tables, assets/mappings/*.json: whose meshes these are, how they lie, and which structure each of them is.
#pragma once

#include "anatomy/structure.h"
#include "core/diagnostics.h"

#include <filesystem>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <vector>

namespace dorsum::import {

struct MappingRow {
    std::string fma;     // either this
    std::string pattern; // or a regular expression searched in the names
    std::optional<std::regex> expression;
    anatomy::Terms terms; // id; names, layer and tissue for structures that our own atlas has no row for
};

struct ScaleRow {
    std::string fma, pattern;
    std::optional<std::regex> expression;
    float factor = 1;
    std::string why;
};

struct Mapping {
    std::string id, name, file;
    glm::mat3 to_world{1};        // file axes -> +X left, +Y up, +Z anterior
    std::optional<float> unit_mm; // absent: what the file's format says, else guessed from the size
    std::optional<std::regex> fma_pattern;
    bool own_ids = false; // names are our own ids, however they are punctuated
    float weld_mm = 0.001f;
    std::vector<MappingRow> rows;
    std::vector<ScaleRow> scales;

    const MappingRow* find(const std::vector<std::string>& names) const; // nullptr: not in the table
    std::string fma_in(const std::vector<std::string>& names) const;
    const ScaleRow* find_scale(const std::vector<std::string>& names) const;
};

// All tables of the folder except sizes.json; errors with file and JSON pointer. `terms` completes the rows by id.
std::vector<Mapping> load_mappings(const std::filesystem::path& assets, const std::vector<anatomy::Terms>& terms,
                                   core::Diagnostics& diagnostics);

// "Vertebra-L4" -> "vertebra_l4"
std::string plain_name(std::string_view name);

} // namespace dorsum::import
