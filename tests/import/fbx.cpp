// FBX, written by Assimp's own exporter: no FBX file of anybody lies in the project.
#include "support.h"

#include <assimp/Exporter.hpp>
#include <assimp/scene.h>

using namespace support;

namespace {

class Fbx : public Folder {};

// One node with one mesh; the exporter takes ownership of nothing, the scene frees it all.
std::unique_ptr<aiScene> scene_of(const geometry::Mesh& mesh, const char* name) {
    auto scene = std::make_unique<aiScene>();
    auto* to = new aiMesh;
    to->mName = name;
    to->mPrimitiveTypes = aiPrimitiveType_TRIANGLE;
    to->mNumVertices = static_cast<unsigned>(mesh.positions.size());
    to->mVertices = new aiVector3D[to->mNumVertices];
    for (unsigned i = 0; i < to->mNumVertices; ++i) {
        const auto p = 0.1f * mesh.positions[i]; // FBX counts in centimetres
        to->mVertices[i] = {p.x, p.y, p.z};
    }
    to->mNumFaces = static_cast<unsigned>(mesh.triangle_count());
    to->mFaces = new aiFace[to->mNumFaces];
    for (unsigned f = 0; f < to->mNumFaces; ++f) {
        to->mFaces[f].mNumIndices = 3;
        to->mFaces[f].mIndices = new unsigned[3]{mesh.indices[3 * f], mesh.indices[3 * f + 1], mesh.indices[3 * f + 2]};
    }
    scene->mNumMeshes = 1;
    scene->mMeshes = new aiMesh*[1]{to};
    scene->mNumMaterials = 1;
    scene->mMaterials = new aiMaterial*[1]{new aiMaterial};
    scene->mRootNode = new aiNode("root");
    auto* node = new aiNode(name);
    node->mNumMeshes = 1;
    node->mMeshes = new unsigned[1]{0};
    scene->mRootNode->addChildren(1, &node);
    return scene;
}

} // namespace

TEST_F(Fbx, a_vertebra_comes_through) {
    const auto mesh = ball({4, 1000, 10}, {25, 15, 20});
    const auto path = folder / "vertebra.l3.fbx";
    Assimp::Exporter exporter; // as text: what Assimp 5.2 writes as binary FBX, it cannot read back itself
    ASSERT_EQ(exporter.Export(scene_of(mesh, "vertebra.l3").get(), "fbxa", path.string()), aiReturn_SUCCESS) << exporter.GetErrorString();
    const auto result = load(path);
    ASSERT_TRUE(result) << messages();
    const auto index = result->find("vertebra.l3");
    ASSERT_TRUE(index.valid()) << messages();
    const auto size = result->at(index).bounds.size();
    EXPECT_NEAR(size.x, 50, 2) << messages();
    EXPECT_NEAR(size.y, 30, 2);
    EXPECT_EQ(result->at(index).lods[0].triangle_count(), mesh.triangle_count());
}
