// Small meshes and files for the tests.
#pragma once

#include "core/diagnostics.h"
#include "geometry/sdf.h"
#include "import/importer.h"
#include "support/own_folder.h"

#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

namespace support {

namespace fs = std::filesystem;
using namespace dorsum;

class Folder : public WithFolder {
protected:
    fs::path write(const std::string& name, const std::string& bytes) {
        fs::create_directories((folder / name).parent_path());
        std::ofstream(folder / name, std::ios::binary) << bytes;
        return folder / name;
    }
    core::Result<anatomy::Atlas> load(const fs::path& path, const std::string& mapping = {}) {
        import::ImportOptions options;
        options.assets = assets;
        options.mapping = mapping;
        diagnostics = {};
        return import::load_atlas(path, options, diagnostics);
    }
    std::string messages() const {
        std::string all;
        for (const auto& d : diagnostics.items()) all += d.text() + "\n";
        return all;
    }

    fs::path assets = fs::path(DORSUM_SOURCE_DIR) / "assets";
    core::Diagnostics diagnostics;
};

inline geometry::Mesh ball(glm::vec3 centre, glm::vec3 radii, float step = 3) {
    return geometry::mesh_of(geometry::ellipsoid(centre, radii), step);
}

inline std::string obj(const geometry::Mesh& mesh, const std::string& object = "thing", float scale = 1) {
    std::string out = fmt::format("o {}\n", object);
    for (const auto& p : mesh.positions) out += fmt::format("v {} {} {}\n", p.x * scale, p.y * scale, p.z * scale);
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3)
        out += fmt::format("f {} {} {}\n", mesh.indices[i] + 1, mesh.indices[i + 1] + 1, mesh.indices[i + 2] + 1);
    return out;
}

inline std::string stl(const geometry::Mesh& mesh) {
    std::string out(80, ' ');
    const auto put = [&out](const auto& v) { out.append(reinterpret_cast<const char*>(&v), sizeof v); };
    put(static_cast<std::uint32_t>(mesh.triangle_count()));
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        put(glm::vec3(0));
        for (int k = 0; k < 3; ++k) put(mesh.positions[mesh.indices[i + k]]);
        put(std::uint16_t{0});
    }
    return out;
}

inline std::string ply(const geometry::Mesh& mesh) {
    std::string out = fmt::format("ply\nformat ascii 1.0\nelement vertex {}\nproperty float x\nproperty float y\nproperty float z\n"
                                  "element face {}\nproperty list uchar int vertex_indices\nend_header\n",
                                  mesh.positions.size(), mesh.triangle_count());
    for (const auto& p : mesh.positions) out += fmt::format("{} {} {}\n", p.x, p.y, p.z);
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3)
        out += fmt::format("3 {} {} {}\n", mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]);
    return out;
}

// One node, metres unless told otherwise.
inline std::string glb(const geometry::Mesh& mesh, const std::string& name, float scale = 0.001f) {
    std::string bin;
    for (auto p : mesh.positions) p *= scale, bin.append(reinterpret_cast<const char*>(&p), sizeof p);
    const std::size_t positions = bin.size();
    bin.append(reinterpret_cast<const char*>(mesh.indices.data()), mesh.indices.size() * 4);
    std::string json = fmt::format(
        R"({{"asset":{{"version":"2.0"}},"scene":0,"scenes":[{{"nodes":[0]}}],"nodes":[{{"mesh":0,"name":"{}"}}],)"
        R"("meshes":[{{"primitives":[{{"attributes":{{"POSITION":0}},"indices":1}}]}}],)"
        R"("accessors":[{{"bufferView":0,"componentType":5126,"count":{},"type":"VEC3"}},{{"bufferView":1,"componentType":5125,"count":{},"type":"SCALAR"}}],)"
        R"("bufferViews":[{{"buffer":0,"byteLength":{}}},{{"buffer":0,"byteOffset":{},"byteLength":{}}}],"buffers":[{{"byteLength":{}}}]}})",
        name, mesh.positions.size(), mesh.indices.size(), positions, positions, bin.size() - positions, bin.size());
    while (json.size() % 4) json += ' ';
    std::string out = "glTF";
    const auto put = [&out](std::size_t v) {
        const auto u = static_cast<std::uint32_t>(v);
        out.append(reinterpret_cast<const char*>(&u), 4);
    };
    put(2);
    put(12 + 8 + json.size() + 8 + bin.size());
    put(json.size());
    out += "JSON" + json;
    put(bin.size());
    out += std::string("BIN\0", 4) + bin;
    return out;
}

} // namespace support
