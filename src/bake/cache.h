// Results of one structure on disk, by the hash of everything that went into it. Damaged or foreign files count as absent.
#pragma once

#include "bake/levels.h"
#include "bake/light_cells.h"
#include "bake/reads.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace dorsum::bake {

struct Baked {
    Levels levels;
    std::vector<glm::vec3> centre_line;
};

using Glides = std::map<std::uint64_t, std::vector<glm::vec3>>; // tables of pairs of vertebrae (facet_glide.h), all as long, by the hash of both

class Cache {
public:
    explicit Cache(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // The shape's own mesh and its centre line; and, by another key, its levels of detail.
    std::optional<Baked> find_structure(std::uint64_t key) const;
    void store(std::uint64_t key, const Baked& baked) const;
    // What a shape has read (reads.h), by what is known of it before it is built.
    std::optional<Reads> find_reads(std::uint64_t key) const;
    void store_reads(std::uint64_t key, const Reads& reads) const;
    bool find_levels(std::uint64_t key, Levels& levels) const;
    void store_levels(std::uint64_t key, const Levels& levels, bool with_finest) const; // without: it is the shape's own mesh
    // Light of all cells (light_cells.h) by their keys: one file a body; all bodies' are read.
    Light find_light() const;
    void store_light(const std::string& body, const Light& light) const;
    // The same of how vertebrae glide on one another.
    Glides find_glides() const;
    void store_glides(const std::string& body, const Glides& glides) const;
    // Drops files that neither the present atlas of this body nor the last one of any other names, so that the cache does not
    // grow for ever and bodies share their parts.
    void keep_only(const std::string& body, const std::vector<std::uint64_t>& structure_keys,
                   const std::vector<std::uint64_t>& level_keys, const std::vector<std::uint64_t>& reads_keys) const;

private:
    std::vector<std::string> files_of_all_bodies(std::string_view extension) const;
    std::filesystem::path file(std::uint64_t key, const char* kind) const;
    std::filesystem::path folder_; // empty: no cache
};

} // namespace dorsum::bake
