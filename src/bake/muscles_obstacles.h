// What is there before a muscle is: bones, and the muscles beneath and beside it. Asked how deep a point lies in them.
#pragma once

#include "geometry/ray.h"

#include <glm/glm.hpp>
#include <span>
#include <string>
#include <vector>

namespace dorsum::bake::muscles {

class Obstacles {
public:
    struct Touch {
        float depth_mm; // below the surface; negative outside
        glm::vec3 way;  // unit, the shortest way out
        bool bone;
    };

    // Beneath and above: the way out is outward or inward, also where another one would be shorter.
    enum class Lies { beside, beneath, above };
    struct Kind {
        bool bone = false;
        Lies lies = Lies::beside;
        bool known = false; // the row says so: no vote
    };

    // Of bones only what lies within `near` is kept, of muscles the pieces that reach into it. A mesh of several pieces (slips) is asked
    // piece by piece.
    void add(const std::string& id, const geometry::Mesh& mesh, Kind kind, const geometry::Bounds& near);

    // Calls visit(Touch) for every piece whose surface is within reach_mm of the point, or that holds it. `outward`:
    // the way out of what lies beneath; zero: the shortest way out of everything.
    template <class Visit> void touching(glm::vec3 p, float reach_mm, glm::vec3 outward, const Visit& visit) const {
        for (const Piece& piece : pieces_)
            if (const auto touch = ask(piece, p, reach_mm, outward)) visit(*touch);
    }

    // Decides for every muscle among them that the row says nothing of by where most of the points are, if they are over
    // or under it at all. outward: one direction per point. Returns what lies beneath.
    std::vector<std::string> sort_layers(std::span<const glm::vec3> points, std::span<const glm::vec3> outward);

    // Vertices that lie within the box, with their tissue.
    template <class Visit> void vertices(const geometry::Bounds& box, const Visit& visit) const {
        for (const Piece& piece : pieces_)
            for (const glm::vec3& p : piece.mesh.positions)
                if (inside(box, p, 0)) visit(p, piece.kind.bone);
    }

    static bool inside(const geometry::Bounds& box, glm::vec3 p, float margin_mm);

private:
    struct Piece {
        geometry::Mesh mesh; // positions, normals, indices
        geometry::Bvh bvh;
        Kind kind;
        int owner; // pieces of one mesh have the same
    };
    static std::optional<Touch> ask(const Piece& piece, glm::vec3 p, float reach_mm, glm::vec3 outward);

    std::vector<Piece> pieces_;
    std::vector<std::string> owners_; // ids
};

// How deep a point lies below the surface of one mesh (negative outside), if the surface is within reach_mm.
std::optional<Obstacles::Touch> touch_of(const geometry::Mesh& mesh, const geometry::Bvh& bvh, glm::vec3 p,
                                         float reach_mm);

} // namespace dorsum::bake::muscles
