#include "import/assimp_file.h"

#include <assimp/Importer.hpp>
#include <assimp/config.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <cmath>
#include <fmt/format.h>

namespace dorsum::import {
namespace fs = std::filesystem;

namespace {

class Collector {
public:
    Collector(const aiScene& scene, FileContent& out) : scene_(scene), out_(out) {}

    void visit(const aiNode& node, const aiMatrix4x4& parent) {
        const aiMatrix4x4 transform = parent * node.mTransformation;
        if (node.mNumMeshes > 0) add(node, transform);
        for (unsigned i = 0; i < node.mNumChildren; ++i) visit(*node.mChildren[i], transform);
    }

    std::size_t bad_vertices = 0, bad_faces = 0, other_faces = 0, triangles = 0;

private:
    void add(const aiNode& node, const aiMatrix4x4& transform) {
        RawPart part;
        part.names.emplace_back(node.mName.C_Str());
        for (unsigned i = 0; i < node.mNumMeshes; ++i) {
            if (node.mMeshes[i] >= scene_.mNumMeshes) continue;
            const aiMesh& mesh = *scene_.mMeshes[node.mMeshes[i]];
            part.names.emplace_back(mesh.mName.C_Str());
            append(mesh, transform, part.mesh);
        }
        triangles += part.mesh.triangle_count();
        if (!part.mesh.empty()) out_.parts.push_back(std::move(part));
    }

    void append(const aiMesh& mesh, const aiMatrix4x4& transform, geometry::Mesh& to) {
        const bool had_all_normals = to.normals.size() == to.positions.size();
        const auto first = static_cast<std::uint32_t>(to.positions.size());
        const aiMatrix3x3 linear(transform);
        aiMatrix3x3 normal_matrix = linear;
        normal_matrix.Inverse().Transpose();
        const bool mirrored = linear.Determinant() < 0;
        std::vector<bool> good(mesh.mNumVertices, true);
        for (unsigned v = 0; v < mesh.mNumVertices; ++v) {
            const aiVector3D p = transform * mesh.mVertices[v];
            good[v] = std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z) &&
                      std::max({std::abs(p.x), std::abs(p.y), std::abs(p.z)}) < 1e9f;
            bad_vertices += good[v] ? 0 : 1;
            to.positions.push_back(good[v] ? glm::vec3(p.x, p.y, p.z) : glm::vec3(0));
        }
        if (mesh.HasNormals() && had_all_normals)
            for (unsigned v = 0; v < mesh.mNumVertices; ++v) {
                const aiVector3D n = normal_matrix * mesh.mNormals[v];
                to.normals.emplace_back(n.x, n.y, n.z);
            }
        else to.normals.clear();
        for (unsigned f = 0; f < mesh.mNumFaces; ++f) {
            const aiFace& face = mesh.mFaces[f];
            if (face.mNumIndices != 3) {
                ++other_faces;
                continue;
            }
            const unsigned a = face.mIndices[0], b = face.mIndices[mirrored ? 2 : 1], c = face.mIndices[mirrored ? 1 : 2];
            if (a >= mesh.mNumVertices || b >= mesh.mNumVertices || c >= mesh.mNumVertices) {
                ++bad_faces;
                continue;
            }
            if (good[a] && good[b] && good[c]) to.indices.insert(to.indices.end(), {first + a, first + b, first + c});
        }
    }

    const aiScene& scene_;
    FileContent& out_;
};

// What one unit of the file is, where the format or the file says so.
std::optional<float> unit_of(const fs::path& path, const aiScene& scene) {
    const std::string e = path.extension().string();
    if (e == ".glb" || e == ".gltf" || e == ".GLB" || e == ".GLTF") return 1000.0f; // metres, says the standard
    double centimetres = 0;
    if (scene.mMetaData && scene.mMetaData->Get("UnitScaleFactor", centimetres) && centimetres > 0)
        return static_cast<float>(10.0 * centimetres);
    float single = 0;
    if (scene.mMetaData && scene.mMetaData->Get("UnitScaleFactor", single) && single > 0) return 10.0f * single;
    return {};
}

} // namespace

core::Result<FileContent> read_with_assimp(const fs::path& path) {
    Assimp::Importer importer;
    importer.SetPropertyInteger(AI_CONFIG_PP_SBP_REMOVE, aiPrimitiveType_POINT | aiPrimitiveType_LINE);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_FBX_READ_ANIMATIONS, false);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_FBX_READ_MATERIALS, false);
    importer.SetPropertyBool(AI_CONFIG_IMPORT_FBX_READ_TEXTURES, false);
    const aiScene* scene = importer.ReadFile(path.string(), aiProcess_Triangulate | aiProcess_SortByPType);
    if (!scene || !scene->mRootNode) {
        std::string why = importer.GetErrorString();
        if (why.size() > 300) why = why.substr(0, 300) + "...";
        return core::Error{core::ErrorCode::malformed, "cannot be read as a mesh: " + (why.empty() ? "no reason given" : why),
                           path.string(), "export or copy the file again"};
    }
    FileContent content;
    Collector collector(*scene, content);
    collector.visit(*scene->mRootNode, aiMatrix4x4());
    if (collector.triangles > k_max_triangles)
        return core::Error{core::ErrorCode::too_large,
                           fmt::format("has {} triangles; the limit is {}", collector.triangles, k_max_triangles), path.string(),
                           "simplify or split the mesh"};
    if (content.parts.empty()) {
        const char* why = collector.bad_vertices > 0 ? "holds no triangle with finite corners" : "holds no triangles";
        return core::Error{core::ErrorCode::malformed, why, path.string(), "export it as a triangle mesh"};
    }
    if (collector.bad_vertices > 0)
        content.warnings.push_back(fmt::format("{} vertices are not finite numbers; their triangles are left out", collector.bad_vertices));
    if (collector.bad_faces > 0)
        content.warnings.push_back(fmt::format("{} triangles name vertices that are not there; left out", collector.bad_faces));
    if (scene->mFlags & AI_SCENE_FLAGS_INCOMPLETE) content.warnings.emplace_back("the file is incomplete");
    for (RawPart& part : content.parts) part.unit_mm = unit_of(path, *scene);
    return content;
}

} // namespace dorsum::import
