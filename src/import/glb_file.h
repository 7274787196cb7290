// The GLB files that our own bake writes, read mesh by mesh: never a whole level in memory twice.
// (Other people's files go through Assimp: scene_reader.h.)
#pragma once

#include "core/result.h"
#include "geometry/mesh.h"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dorsum::import {

class OwnGlb {
public:
    // Errors: malformed (what the file lacks), not_found, unreadable.
    static core::Result<OwnGlb> open(const std::filesystem::path& path);

    // Every node with a mesh, by the node's name.
    std::size_t size() const { return parts_.size(); }
    const std::string& name(std::size_t part) const { return parts_[part].name; }
    // Positions times `scale`. From any thread. The file is opened anew each time: it may have been exchanged meanwhile.
    core::Result<geometry::Mesh> mesh(std::size_t part, float scale) const;
    // The weights of its vertices as the file says them; empty where it says none.
    core::Result<std::vector<geometry::SkinWeights>> skin(std::size_t part) const;

private:
    struct View { // of one attribute; count 0: not there
        std::size_t begin = 0, count = 0, stride = 0, width = 0; // bytes in the file; width of one component
    };
    enum Attribute { position, normal, tangent, texcoord, colour, index, k_attributes }; // of a mesh; weights are read by themselves
    struct Part {
        std::string name;
        std::array<View, k_attributes> views;
        View joints, weights;
        std::size_t begin = 0, end = 0; // in the file, of all views of the mesh
    };
    static std::vector<Part> parts_of(std::string_view description, std::size_t binary_begin, std::size_t binary_end);
    static geometry::Mesh decode(const Part& part, std::string_view bytes, float scale);

    std::filesystem::path path_;
    std::vector<Part> parts_;
};

} // namespace dorsum::import
