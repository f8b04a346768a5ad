import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { EmptyState } from "@/components/EmptyState";

export default function NotFound() {
  return (
    <EmptyState
      level={1}
      title="There is no page at this address"
      action={
        <Anchor component={Link} to="/">
          To your benchmarks
        </Anchor>
      }
    >
      The link may be old, or it was copied only in part.
    </EmptyState>
  );
}
