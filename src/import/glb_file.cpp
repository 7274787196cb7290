#include "import/glb_file.h"

#include "core/parallel.h"

#include <cstring>
#include <nlohmann/json.hpp>

namespace dorsum::import {

namespace {

using nlohmann::json;

constexpr std::size_t k_header = 12, k_chunk_header = 8;
constexpr int k_unsigned_byte = 5121, k_unsigned_short = 5123, k_unsigned_int = 5125, k_float = 5126;

struct Broken { // thrown and caught in this file
    const char* what;
};

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
    if (at + 4 > bytes.size()) throw Broken{"it ends too early"};
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data() + at, 4);
    return word;
}

std::string_view chunk_at(std::string_view bytes, std::size_t at) {
    const std::size_t length = word_at(bytes, at);
    if (at + k_chunk_header + length > bytes.size()) throw Broken{"it ends too early"};
    return bytes.substr(at + k_chunk_header, length);
}

std::size_t width_of(int type) { return type == k_unsigned_byte ? 1 : type == k_unsigned_short ? 2 : 4; }

class Reader {
public:
    Reader(const json& root, std::string_view binary, float scale) : root_(root), binary_(binary), scale_(scale) {}

    geometry::Mesh mesh(const json& primitive) const {
        const json& attributes = primitive.at("attributes");
        geometry::Mesh mesh;
        read(attributes.at("POSITION"), k_float, 3, [&](std::size_t count) { mesh.positions.reserve(count); },
             [&](const float* v) { mesh.positions.emplace_back(scale_ * v[0], scale_ * v[1], scale_ * v[2]); });
        if (attributes.contains("NORMAL"))
            read(attributes["NORMAL"], k_float, 3, [&](std::size_t count) { mesh.normals.reserve(count); },
                 [&](const float* v) { mesh.normals.emplace_back(v[0], v[1], v[2]); });
        else mesh.normals.assign(mesh.positions.size(), glm::vec3(0, 0, 1));
        if (attributes.contains("TANGENT"))
            read(attributes["TANGENT"], k_float, 4, [&](std::size_t count) { mesh.fibres.reserve(count); },
                 [&](const float* v) { mesh.fibres.emplace_back(v[0], v[1], v[2]); });
        if (attributes.contains("TEXCOORD_0"))
            read(attributes["TEXCOORD_0"], k_float, 2, [&](std::size_t count) { mesh.course.reserve(count); },
                 [&](const float* v) { mesh.course.emplace_back(v[0], v[1]); });
        if (attributes.contains("COLOR_0")) occlusion(attributes["COLOR_0"], mesh);
        indices(primitive.at("indices"), mesh);
        for (const std::size_t size : {mesh.normals.size(), mesh.fibres.size(), mesh.course.size(), mesh.occlusion.size()})
            if (size != 0 && size != mesh.positions.size()) throw Broken{"its attributes differ in length"};
        return mesh;
    }

private:
    struct View {
        const char* data;
        std::size_t count, stride;
    };
    View view(const json& number, std::size_t bytes_each) const {
        const json& accessor = root_.at("accessors").at(number.get<std::size_t>());
        const json& view = root_.at("bufferViews").at(accessor.at("bufferView").get<std::size_t>());
        const std::size_t begin = view.value("byteOffset", std::size_t{0}) + accessor.value("byteOffset", std::size_t{0});
        const std::size_t stride = view.value("byteStride", bytes_each), count = accessor.at("count").get<std::size_t>();
        if (count > 0 && (stride > binary_.size() || count > binary_.size() || begin + (count - 1) * stride + bytes_each > binary_.size()))
            throw Broken{"an accessor reaches beyond its end"};
        return {binary_.data() + begin, count, stride};
    }
    int type_of(const json& number) const { return root_.at("accessors").at(number.get<std::size_t>()).at("componentType").get<int>(); }

    template <class Reserve, class Take>
    void read(const json& number, int type, std::size_t components, Reserve reserve, Take take) const {
        if (type_of(number) != type) throw Broken{"an attribute has another type than the bake writes"};
        const View from = view(number, components * sizeof(float));
        reserve(from.count);
        for (std::size_t i = 0; i < from.count; ++i) {
            float values[4] = {};
            std::memcpy(values, from.data + i * from.stride, components * sizeof(float));
            take(values);
        }
    }

    void occlusion(const json& number, geometry::Mesh& mesh) const {
        if (type_of(number) != k_unsigned_byte) throw Broken{"its colours have another type than the bake writes"};
        const View from = view(number, 4);
        mesh.occlusion.reserve(from.count);
        for (std::size_t i = 0; i < from.count; ++i)
            mesh.occlusion.push_back(static_cast<float>(static_cast<std::uint8_t>(from.data[i * from.stride])) * (1 / 255.0f));
    }

    void indices(const json& number, geometry::Mesh& mesh) const {
        const int type = type_of(number);
        if (type != k_unsigned_int && type != k_unsigned_short) throw Broken{"its indices have another type than the bake writes"};
        const std::size_t width = width_of(type);
        const View from = view(number, width);
        mesh.indices.reserve(from.count);
        for (std::size_t i = 0; i < from.count; ++i) {
            std::uint32_t index = 0;
            std::memcpy(&index, from.data + i * from.stride, width);
            if (index >= mesh.positions.size()) throw Broken{"a triangle names a point that is not there"};
            mesh.indices.push_back(index);
        }
        mesh.indices.resize(mesh.indices.size() / 3 * 3);
    }

    const json& root_;
    std::string_view binary_;
    float scale_;
};

} // namespace

core::Result<std::vector<NamedMesh>> read_own_glb(std::string_view bytes, float scale) {
    const auto malformed = [](std::string message) { return core::Error{core::ErrorCode::malformed, std::move(message), {}, {}}; };
    try {
        if (bytes.substr(0, 4) != "glTF" || word_at(bytes, 4) != 2) return malformed("is no GLB file");
        const std::string_view text = chunk_at(bytes, k_header);
        const std::string_view binary = chunk_at(bytes, k_header + k_chunk_header + text.size());
        const json root = json::parse(text, nullptr, false);
        if (!root.is_object()) return malformed("its description is not valid JSON");
        std::vector<NamedMesh> out;
        std::vector<const json*> primitives;
        for (const json& node : root.at("nodes")) {
            if (!node.contains("mesh")) continue;
            for (const json& primitive : root.at("meshes").at(node["mesh"].get<std::size_t>()).at("primitives")) {
                out.emplace_back(node.value("name", std::string()), geometry::Mesh());
                primitives.push_back(&primitive);
            }
        }
        const Reader reader(root, binary, scale);
        core::parallel_for(0, out.size(), [&](std::size_t i) { out[i].second = reader.mesh(*primitives[i]); });
        return out;
    } catch (const Broken& broken) {
        return malformed(broken.what);
    } catch (const json::exception& e) {
        return malformed(e.what());
    }
}

} // namespace dorsum::import
