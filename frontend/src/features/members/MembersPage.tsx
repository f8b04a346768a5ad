import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { benchmarkQuery, membersQuery } from "@/api/benchmarks";
import { Loading } from "@/components/Loading";
import { PageFrame } from "@/components/PageFrame";
import { ProblemNote } from "@/components/ProblemNote";
import { InviteForm } from "@/features/members/InviteForm";
import { useSlug } from "@/lib/useSlug";
import { useTitle } from "@/lib/useTitle";
import classes from "./MembersPage.module.css";

export default function MembersPage() {
  const slug = useSlug();
  const benchmark = useQuery(benchmarkQuery(slug));
  const members = useQuery(membersQuery(slug));
  useTitle("Members", benchmark.data?.title);
  return (
    <PageFrame title="Members" intro="Who works on this benchmark, and as what.">
      {members.isPending && <Loading label="Loading members" />}
      {members.isError && <ProblemNote problem={members.error} retry={members.refetch} />}
      {members.data && (
        <Table className={classes.table} verticalSpacing="sm" horizontalSpacing={0}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>Roles</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {members.data.map(({ user, roles }) => (
              <Table.Tr key={user.id}>
                <Table.Td className={classes.who}>
                  {user.name || user.email}
                  {user.name && <span>{user.email}</span>}
                </Table.Td>
                <Table.Td>{roles.join(", ")}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {benchmark.data?.permissions.maintain && <InviteForm slug={slug} />}
    </PageFrame>
  );
}
