#include "import/glb_file.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

namespace dorsum::import {

namespace {

using nlohmann::json;

constexpr std::size_t k_header = 12, k_chunk_header = 8;
constexpr int k_unsigned_byte = 5121, k_unsigned_short = 5123, k_unsigned_int = 5125, k_float = 5126;
constexpr std::size_t k_most_description = std::size_t{64} << 20;

struct Broken { // thrown and caught in this file
    const char* what;
};

std::string read_at(std::ifstream& file, std::size_t begin, std::size_t count) {
    std::string bytes(count, '\0');
    file.seekg(static_cast<std::streamoff>(begin));
    if (!file.read(bytes.data(), static_cast<std::streamsize>(count))) throw Broken{"it ends too early"};
    return bytes;
}

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data() + at, 4);
    return word;
}

std::size_t width_of(int type) { return type == k_unsigned_byte ? 1 : type == k_unsigned_short ? 2 : 4; }

template <class T> void read_floats(const char* from, std::size_t count, std::size_t stride, std::size_t components, std::vector<T>& out) {
    out.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        float v[4] = {};
        std::memcpy(v, from + i * stride, components * sizeof(float));
        if constexpr (std::is_same_v<T, glm::vec2>) out.emplace_back(v[0], v[1]);
        else out.emplace_back(v[0], v[1], v[2]);
    }
}

core::Error malformed(const std::filesystem::path& path, std::string message) {
    return {core::ErrorCode::malformed, std::move(message), path.string(), {}};
}

} // namespace

std::vector<OwnGlb::Part> OwnGlb::parts_of(std::string_view description, std::size_t binary_begin, std::size_t binary_end) {
    const json root = json::parse(description, nullptr, false);
    if (!root.is_object()) throw Broken{"its description is not valid JSON"};
    const auto view = [&](const json& number, std::size_t components, std::initializer_list<int> types) {
        const json& accessor = root.at("accessors").at(number.get<std::size_t>());
        const json& of = root.at("bufferViews").at(accessor.at("bufferView").get<std::size_t>());
        const int type = accessor.at("componentType").get<int>();
        if (std::find(types.begin(), types.end(), type) == types.end()) throw Broken{"an attribute has another type than the bake writes"};
        const std::size_t each = components * width_of(type), binary = binary_end - binary_begin;
        const std::size_t begin = of.value("byteOffset", std::size_t{0}) + accessor.value("byteOffset", std::size_t{0});
        View out{binary_begin + begin, accessor.at("count").get<std::size_t>(), of.value("byteStride", each), width_of(type)};
        if (out.count > 0 && (begin > binary || out.stride > binary || out.count > binary || begin + (out.count - 1) * out.stride + each > binary))
            throw Broken{"an accessor reaches beyond its end"};
        return out;
    };
    std::vector<Part> parts;
    for (const json& node : root.at("nodes")) {
        if (!node.contains("mesh")) continue;
        for (const json& primitive : root.at("meshes").at(node["mesh"].get<std::size_t>()).at("primitives")) {
            const json& attributes = primitive.at("attributes");
            Part part;
            part.name = node.value("name", std::string());
            part.views[position] = view(attributes.at("POSITION"), 3, {k_float});
            if (attributes.contains("NORMAL")) part.views[normal] = view(attributes["NORMAL"], 3, {k_float});
            if (attributes.contains("TANGENT")) part.views[tangent] = view(attributes["TANGENT"], 4, {k_float});
            if (attributes.contains("TEXCOORD_0")) part.views[texcoord] = view(attributes["TEXCOORD_0"], 2, {k_float});
            if (attributes.contains("COLOR_0")) part.views[colour] = view(attributes["COLOR_0"], 4, {k_unsigned_byte});
            part.views[index] = view(primitive.at("indices"), 1, {k_unsigned_int, k_unsigned_short});
            if (attributes.contains("JOINTS_0") && attributes.contains("WEIGHTS_0")) {
                part.joints = view(attributes["JOINTS_0"], 4, {k_unsigned_byte});
                part.weights = view(attributes["WEIGHTS_0"], 4, {k_float});
                if (part.joints.count != part.views[position].count || part.weights.count != part.joints.count) throw Broken{"its attributes differ in length"};
            }
            part.begin = binary_end;
            for (std::size_t a = 0; a < k_attributes; ++a) {
                const View& v = part.views[a];
                if (v.count == 0) continue;
                if (a != index && v.count != part.views[position].count) throw Broken{"its attributes differ in length"};
                part.begin = std::min(part.begin, v.begin);
                const std::size_t last = std::max(v.stride, v.width * (a == position || a == normal ? 3 : a == texcoord ? 2 : a == index ? 1 : 4));
                part.end = std::max(part.end, std::min(v.begin + (v.count - 1) * v.stride + last, binary_end));
            }
            part.end = std::max(part.begin, part.end);
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

geometry::Mesh OwnGlb::decode(const Part& part, std::string_view bytes, float scale) {
    const auto at = [&](Attribute a) { return bytes.data() + (part.views[a].begin - part.begin); };
    const auto floats = [&](Attribute a, std::size_t components, auto& out) {
        if (const View& v = part.views[a]; v.count > 0) read_floats(at(a), v.count, v.stride, components, out);
    };
    geometry::Mesh mesh;
    floats(position, 3, mesh.positions);
    for (glm::vec3& p : mesh.positions) p *= scale;
    floats(normal, 3, mesh.normals);
    if (mesh.normals.empty()) mesh.normals.assign(mesh.positions.size(), glm::vec3(0, 0, 1));
    floats(tangent, 4, mesh.fibres);
    floats(texcoord, 2, mesh.course);
    if (const View& v = part.views[colour]; v.count > 0) {
        mesh.occlusion.reserve(v.count);
        for (std::size_t i = 0; i < v.count; ++i) mesh.occlusion.push_back(static_cast<float>(static_cast<std::uint8_t>(at(colour)[i * v.stride])) * (1 / 255.0f));
    }
    const View& corners = part.views[index];
    mesh.indices.reserve(corners.count);
    for (std::size_t i = 0; i < corners.count; ++i) {
        std::uint32_t vertex = 0;
        std::memcpy(&vertex, at(index) + i * corners.stride, corners.width);
        if (vertex >= mesh.positions.size()) throw Broken{"a triangle names a point that is not there"};
        mesh.indices.push_back(vertex);
    }
    mesh.indices.resize(mesh.indices.size() / 3 * 3);
    return mesh;
}

core::Result<OwnGlb> OwnGlb::open(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return core::Error{core::ErrorCode::not_found, "cannot be opened", path.string(), {}};
    file.seekg(0, std::ios::end);
    const auto size = static_cast<std::size_t>(std::max<std::streamoff>(file.tellg(), 0));
    try {
        if (size < k_header + 2 * k_chunk_header) throw Broken{"it ends too early"};
        const std::string head = read_at(file, 0, k_header + k_chunk_header);
        if (head.substr(0, 4) != "glTF" || word_at(head, 4) != 2) throw Broken{"is no GLB file"};
        const std::size_t described = word_at(head, k_header);
        if (described > k_most_description || k_header + 2 * k_chunk_header + described > size) throw Broken{"it ends too early"};
        const std::string description = read_at(file, k_header + k_chunk_header, described + k_chunk_header); // and the next chunk's header
        const std::size_t begin = k_header + 2 * k_chunk_header + described, length = word_at(description, described);
        if (begin + length > size) throw Broken{"it ends too early"};
        OwnGlb glb;
        glb.path_ = path;
        glb.parts_ = parts_of(std::string_view(description).substr(0, described), begin, begin + length);
        return glb;
    } catch (const Broken& broken) {
        return malformed(path, broken.what);
    } catch (const json::exception& e) {
        return malformed(path, e.what());
    }
}

core::Result<geometry::Mesh> OwnGlb::mesh(std::size_t part, float scale) const {
    const Part& wanted = parts_[part];
    try {
        std::ifstream file(path_, std::ios::binary);
        return decode(wanted, read_at(file, wanted.begin, wanted.end - wanted.begin), scale);
    } catch (const Broken& broken) {
        return malformed(path_, broken.what);
    }
}

core::Result<std::vector<geometry::SkinWeights>> OwnGlb::skin(std::size_t part) const {
    const View &joints = parts_[part].joints, &weights = parts_[part].weights;
    if (joints.count == 0) return std::vector<geometry::SkinWeights>{};
    try {
        std::ifstream file(path_, std::ios::binary);
        const auto bytes_of = [&](const View& view) { return read_at(file, view.begin, (view.count - 1) * view.stride + 4 * view.width); };
        const std::string joint_bytes = bytes_of(joints), weight_bytes = bytes_of(weights);
        std::vector<geometry::SkinWeights> skin(joints.count);
        for (std::size_t i = 0; i < skin.size(); ++i) {
            std::memcpy(skin[i].joints.data(), joint_bytes.data() + i * joints.stride, skin[i].joints.size());
            std::memcpy(skin[i].weights.data(), weight_bytes.data() + i * weights.stride, sizeof skin[i].weights);
        }
        return skin;
    } catch (const Broken& broken) {
        return malformed(path_, broken.what);
    }
}

} // namespace dorsum::import
