// Bellies that fill the room left round them (make_room.h). In a living back the muscles of a compartment lie flank to flank, with no more than a
// septum between them; slips that are built one by one leave holes. So when all have made room, each goes on growing into what is free,
// step by step and all at once, until it is a septum away from what is next there: bone, ligament, nerve, fascia or another belly, which
// comes the other way. What shows from behind keeps its outline: nothing grows out from under all that swells. Tendons and ends stay as
// thin as they are.
#pragma once

#include "bake/room_together.h"

namespace dorsum::bake::room {

class Swelling {
public:
    // Of those bodies whose parts have a swell_mm; bodies and parts go by the same numbers.
    // around: what any of them may meet.
    Swelling(std::span<const RoomPart> parts, std::span<const Body> bodies, Together& around, int threads);
    // Adds pushes: each free vertex half the way that is free in front of it, but a small step. Returns whether there
    // were any.
    bool push(std::span<Body> bodies);

private:
    struct Belly {
        std::size_t body;
        float septum_mm;
        std::size_t first_vertex; // in around_
        std::vector<float> most_mm, grown_mm,
            stood_out; // per vertex; the last: over its neighbours, of the way to them, at first
        std::vector<glm::vec3> normals;  // in this round
    };
    struct Piece {
        std::size_t belly;
        std::uint32_t begin; // vertex
    };
    void find_belly(const RoomPart& part, const Body& body, Belly& belly) const;
    void find_slips();
    bool covered(glm::vec3 p, const std::vector<char>& by) const;
    float free_mm(glm::vec3 p, glm::vec3 way, std::uint32_t own) const;
    float free_mm_all_round(glm::vec3 p, glm::vec3 out, std::uint32_t own, float too_little_mm) const;
    float step(const Belly& belly, const Body& body, std::uint32_t v) const;

    int threads_;
    std::vector<Belly> bellies_;
    std::vector<char> swells_, fasciae_; // per body
    Together& around_;
    std::vector<std::uint32_t> slip_; // per vertex of around_: which slip or piece it belongs to
};

} // namespace dorsum::bake::room
