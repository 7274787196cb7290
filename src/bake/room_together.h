// Many bodies in one ray tree, for one question instead of hundreds (room_swell.h, room_hug.h, room_taut.h).
#pragma once

#include "bake/room_body.h"

namespace dorsum::bake::room {

class Together {
public:
    Together() = default;
    // Whatever those that swell, lie down or are drawn taut may meet; nothing where none does.
    Together(std::span<const RoomPart> parts, std::span<const Body> bodies);
    // Where the bodies are now.
    void follow(std::span<const Body> bodies);

    std::optional<geometry::RayHit> intersect(const geometry::Ray& ray, float reach) const {
        return bvh_.intersect(ray, reach);
    }
    // The same through nerves: these yield.
    std::optional<geometry::RayHit> intersect_firm(const geometry::Ray& ray, float reach) const;
    glm::vec3 face_normal(std::uint32_t triangle) const; // as long as twice the triangle is large
    std::size_t body_of(std::uint32_t triangle) const;
    const geometry::Mesh& mesh() const { return all_; } // positions and indices of all of them
    std::size_t first_vertex_of(std::size_t body) const; // in there, of one that is among them

private:
    std::vector<std::size_t> members_, first_vertex_, first_triangle_;
    std::vector<char> yields_; // per triangle
    geometry::Mesh all_;
    geometry::Bvh bvh_;
};

} // namespace dorsum::bake::room
