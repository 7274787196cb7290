#include "bake/glb_writer.h"

#include "core/files.h"

#include <fmt/format.h>
#include <sstream>
#include <tiny_gltf.h>

namespace dorsum::bake {

namespace {

constexpr float k_metres_per_mm = 0.001f;

class Writer {
public:
    Writer() {
        model_.asset.version = "2.0";
        model_.asset.generator = "Dorsum bake";
        model_.buffers.emplace_back();
        model_.scenes.emplace_back();
        model_.defaultScene = 0;
    }

    void add_skin(const std::vector<glm::vec3>& joint_positions) {
        if (joint_positions.empty()) return;
        tinygltf::Skin skin;
        skin.name = "dorsum";
        tinygltf::Node root; // glTF wants the joints of a skin under one node
        root.name = "joints";
        const int root_index = add_node(std::move(root));
        std::vector<float> inverse_binds;
        for (std::size_t j = 0; j < joint_positions.size(); ++j) {
            const glm::vec3 p = joint_positions[j] * k_metres_per_mm;
            tinygltf::Node node;
            node.name = anatomy::joint_name(static_cast<int>(j));
            node.translation = {p.x, p.y, p.z};
            model_.nodes.push_back(std::move(node));
            skin.joints.push_back(static_cast<int>(model_.nodes.size()) - 1);
            model_.nodes[static_cast<std::size_t>(root_index)].children.push_back(skin.joints.back());
            inverse_binds.insert(inverse_binds.end(), {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -p.x, -p.y, -p.z, 1});
        }
        skin.skeleton = root_index;
        skin.inverseBindMatrices = add_accessor(inverse_binds, TINYGLTF_COMPONENT_TYPE_FLOAT, TINYGLTF_TYPE_MAT4, 16, 0);
        model_.skins.push_back(std::move(skin));
    }

    void add_part(const GlbPart& part) {
        const geometry::Mesh& mesh = *part.mesh;
        tinygltf::Primitive primitive;
        primitive.mode = TINYGLTF_MODE_TRIANGLES;
        add_attributes(mesh, primitive);
        primitive.indices = add_accessor(mesh.indices, TINYGLTF_COMPONENT_TYPE_UNSIGNED_INT, TINYGLTF_TYPE_SCALAR, 1,
                                         TINYGLTF_TARGET_ELEMENT_ARRAY_BUFFER);
        tinygltf::Mesh out;
        out.name = part.id;
        out.primitives.push_back(std::move(primitive));
        model_.meshes.push_back(std::move(out));

        tinygltf::Node node;
        node.name = part.id;
        node.mesh = static_cast<int>(model_.meshes.size()) - 1;
        if (!mesh.skin.empty() && !model_.skins.empty()) node.skin = 0;
        node.extras = tinygltf::Value(tinygltf::Value::Object{{"id", tinygltf::Value(part.id)}});
        add_node(std::move(node));
    }

    core::Status save(const std::filesystem::path& path) {
        std::ostringstream out;
        tinygltf::TinyGLTF gltf;
        if (!gltf.WriteGltfSceneToStream(&model_, out, false, true))
            return core::Error{core::ErrorCode::unwritable, "the atlas could not be put into glTF", path.string(), ""};
        return core::write_file_atomically(path, out.str());
    }

private:
    int add_node(tinygltf::Node node) {
        model_.nodes.push_back(std::move(node));
        const int index = static_cast<int>(model_.nodes.size()) - 1;
        model_.scenes[0].nodes.push_back(index);
        return index;
    }

    template <class T>
    int add_accessor(const std::vector<T>& values, int component, int type, std::size_t components, int target) {
        auto& data = model_.buffers[0].data;
        tinygltf::BufferView view;
        view.buffer = 0;
        view.byteOffset = data.size();
        view.byteLength = values.size() * sizeof(T);
        view.target = target;
        const auto* bytes = reinterpret_cast<const unsigned char*>(values.data());
        data.insert(data.end(), bytes, bytes + view.byteLength);
        data.resize((data.size() + 3) / 4 * 4);
        model_.bufferViews.push_back(view);
        tinygltf::Accessor accessor;
        accessor.bufferView = static_cast<int>(model_.bufferViews.size()) - 1;
        accessor.componentType = component;
        accessor.type = type;
        accessor.count = values.size() / components;
        model_.accessors.push_back(accessor);
        return static_cast<int>(model_.accessors.size()) - 1;
    }

    int add_floats(const std::vector<float>& values, int type, std::size_t components) {
        return add_accessor(values, TINYGLTF_COMPONENT_TYPE_FLOAT, type, components, TINYGLTF_TARGET_ARRAY_BUFFER);
    }

    void add_attributes(const geometry::Mesh& mesh, tinygltf::Primitive& primitive) {
        std::vector<float> positions, normals;
        geometry::Bounds bounds;
        for (const glm::vec3 p : mesh.positions) {
            const glm::vec3 metres = p * k_metres_per_mm;
            positions.insert(positions.end(), {metres.x, metres.y, metres.z});
            bounds.add(metres);
        }
        for (const glm::vec3 n : mesh.normals) normals.insert(normals.end(), {n.x, n.y, n.z});
        primitive.attributes["POSITION"] = add_floats(positions, TINYGLTF_TYPE_VEC3, 3);
        model_.accessors.back().minValues = {bounds.min.x, bounds.min.y, bounds.min.z};
        model_.accessors.back().maxValues = {bounds.max.x, bounds.max.y, bounds.max.z};
        primitive.attributes["NORMAL"] = add_floats(normals, TINYGLTF_TYPE_VEC3, 3);
        if (!mesh.fibres.empty()) {
            std::vector<float> fibres;
            for (const glm::vec3 f : mesh.fibres) fibres.insert(fibres.end(), {f.x, f.y, f.z, 1.0f});
            primitive.attributes["TANGENT"] = add_floats(fibres, TINYGLTF_TYPE_VEC4, 4);
        }
        if (!mesh.course.empty()) {
            std::vector<float> course;
            for (const glm::vec2 c : mesh.course) course.insert(course.end(), {c.x, c.y});
            primitive.attributes["TEXCOORD_0"] = add_floats(course, TINYGLTF_TYPE_VEC2, 2);
        }
        if (!mesh.occlusion.empty()) add_occlusion(mesh, primitive);
        if (!mesh.skin.empty() && !model_.skins.empty()) add_weights(mesh, primitive);
    }

    void add_occlusion(const geometry::Mesh& mesh, tinygltf::Primitive& primitive) {
        std::vector<std::uint8_t> grey;
        for (const float o : mesh.occlusion) {
            const auto g = static_cast<std::uint8_t>(glm::clamp(o, 0.0f, 1.0f) * 255.0f + 0.5f);
            grey.insert(grey.end(), {g, g, g, 255});
        }
        primitive.attributes["COLOR_0"] = add_accessor(grey, TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE, TINYGLTF_TYPE_VEC4, 4,
                                                       TINYGLTF_TARGET_ARRAY_BUFFER);
        model_.accessors.back().normalized = true;
    }

    void add_weights(const geometry::Mesh& mesh, tinygltf::Primitive& primitive) {
        std::vector<std::uint8_t> joints;
        std::vector<float> weights;
        for (const auto& s : mesh.skin) {
            joints.insert(joints.end(), s.joints.begin(), s.joints.end());
            weights.insert(weights.end(), s.weights.begin(), s.weights.end());
        }
        primitive.attributes["JOINTS_0"] = add_accessor(joints, TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE, TINYGLTF_TYPE_VEC4, 4,
                                                        TINYGLTF_TARGET_ARRAY_BUFFER);
        primitive.attributes["WEIGHTS_0"] = add_floats(weights, TINYGLTF_TYPE_VEC4, 4);
    }

    tinygltf::Model model_;
};

} // namespace

core::Status write_glb(const std::filesystem::path& path, const std::vector<GlbPart>& parts,
                       const std::vector<glm::vec3>& joint_positions) {
    Writer writer;
    writer.add_skin(joint_positions);
    for (const GlbPart& part : parts)
        if (!part.mesh->empty()) writer.add_part(part);
    return writer.save(path);
}

} // namespace dorsum::bake
