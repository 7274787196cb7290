// Bellies that fill the room left round them (make_room.h). In a living back the muscles of a compartment lie flank to flank, with no more than a
// septum between them; slips that are built one by one leave holes. So when all have made room, each goes on growing into what is free,
// step by step and all at once, until it is a septum away from what is next there: bone, ligament, nerve, fascia or another belly, which
// comes the other way. What shows from behind keeps its outline: nothing grows out from under all that swells. Tendons and ends stay as
// thin as they are.
#pragma once

#include "bake/room_body.h"

namespace dorsum::bake::room {

class Swelling {
public:
    // Of those bodies whose parts have a swell_mm; bodies and parts go by the same numbers.
    Swelling(std::span<const RoomPart> parts, std::span<const Body> bodies, int threads);
    // Adds pushes: each free vertex half the way that is free in front of it, but a small step. Returns whether there
    // were any.
    bool push(std::span<Body> bodies);

private:
    struct Belly {
        std::size_t body;
        float septum_mm;
        std::size_t first_vertex; // in all_
        std::vector<float> most_mm, grown_mm,
            stood_out; // per vertex; the last: over its neighbours, of the way to them, at first
    };
    void find_obstacles(std::span<const RoomPart> parts, std::span<const Body> bodies);
    void find_belly(const RoomPart& part, const Body& body, Belly& belly) const;
    void find_slips();
    void follow(std::span<const Body> bodies);
    bool covered(glm::vec3 p) const;
    float free_mm(glm::vec3 p, glm::vec3 way, std::uint32_t own) const;
    float free_mm_all_round(glm::vec3 p, glm::vec3 out, std::uint32_t own) const;
    std::vector<float> steps(const Belly& belly, const Body& body) const;
    glm::vec3 face_normal(std::uint32_t triangle) const;
    std::size_t body_of(std::uint32_t triangle) const;

    int threads_;
    std::vector<Belly> bellies_;
    std::vector<char> swells_;           // per body
    std::vector<std::size_t> obstacles_; // bodies, and where each begins in all_
    std::vector<std::size_t> first_vertex_, first_triangle_;
    geometry::Mesh all_;              // every obstacle in one, for one question instead of hundreds
    std::vector<std::uint32_t> slip_; // per vertex of all_: which slip or piece it belongs to
    geometry::Bvh bvh_;
};

} // namespace dorsum::bake::room
